package io.attributable.spark.internal.cell;

import org.jspecify.annotations.Nullable;

/** A feature that spoke against the target, or for it. A bean; arrays are not copied. */
public final class ReasonCell {
  private int rank;
  private String feature = "";
  private @Nullable String text;
  private double contribution;
  private double share;
  private double[] values = {};
  private double[] baselineValues = {};
  private boolean tied;

  public int getRank() {
    return rank;
  }

  public void setRank(int value) {
    this.rank = value;
  }

  public String getFeature() {
    return feature;
  }

  public void setFeature(String value) {
    this.feature = value;
  }

  public @Nullable String getText() {
    return text;
  }

  public void setText(@Nullable String value) {
    this.text = value;
  }

  public double getContribution() {
    return contribution;
  }

  public void setContribution(double value) {
    this.contribution = value;
  }

  public double getShare() {
    return share;
  }

  public void setShare(double value) {
    this.share = value;
  }

  public double[] getValues() {
    return values;
  }

  public void setValues(double[] value) {
    this.values = value;
  }

  public double[] getBaselineValues() {
    return baselineValues;
  }

  public void setBaselineValues(double[] value) {
    this.baselineValues = value;
  }

  public boolean isTied() {
    return tied;
  }

  public void setTied(boolean value) {
    this.tied = value;
  }
}
