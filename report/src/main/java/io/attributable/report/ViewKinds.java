package io.attributable.report;

import io.attributable.inputs.view.InputView;
import io.attributable.inputs.view.PictureView;
import io.attributable.inputs.view.SeriesView;
import io.attributable.inputs.view.SoundView;
import io.attributable.inputs.view.TextExample;
import io.attributable.inputs.view.TokenView;
import java.util.List;
import java.util.Optional;

/** Finds what the values of an attribution belong to, by an input as people see it. */
final class ViewKinds {
  private ViewKinds() {}

  /**
   * Nothing where the values do not fit.
   *
   * @param atInput whether the values are those of the input itself, not of a layer
   */
  static Optional<MapKind> of(InputView view, boolean atInput, Values values, int example) {
    if (example >= view.examples()) {
      return Optional.empty();
    }
    if (view instanceof InputView.Images images) {
      return ofPicture(images.pictures().get(example), values);
    }
    if (view instanceof InputView.Texts texts) {
      return ofText(texts.texts().get(example), values);
    }
    if (view instanceof InputView.Sounds sounds) {
      return ofSound(sounds.sounds().get(example), values);
    }
    return view instanceof InputView.Series series && atInput
        ? ofSeries(series, series.series().get(example), values)
        : Optional.empty();
  }

  private static Optional<MapKind> ofPicture(PictureView picture, Values values) {
    if (values.rank() != 2 && values.rank() != 3) {
      return Optional.empty();
    }
    int rows = picture.fed().getHeight();
    int columns = picture.fed().getWidth();
    return Optional.of(new MapKind.Places(Optional.of(Seen.of(picture.fed())), rows, columns));
  }

  private static Optional<MapKind> ofText(TextExample text, Values values) {
    List<Integer> positions = text.tokens().stream().map(TokenView::position).toList();
    boolean fits =
        (values.rank() == 1 || values.rank() == 2)
            && !positions.isEmpty()
            && positions.stream().allMatch(position -> position < values.length(0));
    return fits
        ? Optional.of(
            new MapKind.Tokens(text.tokens().stream().map(text::written).toList(), positions))
        : Optional.empty();
  }

  private static Optional<MapKind> ofSound(SoundView sound, Values values) {
    Values samples = Values.of(sound.samples());
    return values.withoutSingleChannel().isShapedLike(samples)
        ? Optional.of(new MapKind.Sound(samples, sound.rate()))
        : Optional.empty();
  }

  private static Optional<MapKind> ofSeries(
      InputView.Series view, SeriesView series, Values values) {
    Values steps = Values.of(series.values()).withoutSingleChannel();
    return values.withoutSingleChannel().isShapedLike(steps)
        ? Optional.of(
            new MapKind.Steps(steps, new StepNames(view.channels(), view.unit(), series.first())))
        : Optional.empty();
  }
}
