package io.attributable.spark.internal.cell;

/** Why a row was not explained. A bean; arrays are not copied. */
public final class ErrorCell {
  private String code = "";
  private String message = "";

  public String getCode() {
    return code;
  }

  public void setCode(String value) {
    this.code = value;
  }

  public String getMessage() {
    return message;
  }

  public void setMessage(String value) {
    this.message = value;
  }
}
