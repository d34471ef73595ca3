package demo;

class Plain {
  @Override
  public String toString() {
    return "plain";
  }
}
