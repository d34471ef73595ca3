package io.attributable.spark.internal.cell;

/** The reasons of a row, and what they add up to. A bean; arrays are not copied. */
public final class ReasonsCell {
  private double at;
  private double atBaseline;
  private double delta;
  private boolean zeroBaseline;
  private boolean fewer;
  private ReasonCell[] reasons = {};
  private String[] alsoTied = {};

  public double getAt() {
    return at;
  }

  public void setAt(double value) {
    this.at = value;
  }

  public double getAtBaseline() {
    return atBaseline;
  }

  public void setAtBaseline(double value) {
    this.atBaseline = value;
  }

  public double getDelta() {
    return delta;
  }

  public void setDelta(double value) {
    this.delta = value;
  }

  public boolean isZeroBaseline() {
    return zeroBaseline;
  }

  public void setZeroBaseline(boolean value) {
    this.zeroBaseline = value;
  }

  public boolean isFewer() {
    return fewer;
  }

  public void setFewer(boolean value) {
    this.fewer = value;
  }

  public ReasonCell[] getReasons() {
    return reasons;
  }

  public void setReasons(ReasonCell[] value) {
    this.reasons = value;
  }

  public String[] getAlsoTied() {
    return alsoTied;
  }

  public void setAlsoTied(String[] value) {
    this.alsoTied = value;
  }
}
