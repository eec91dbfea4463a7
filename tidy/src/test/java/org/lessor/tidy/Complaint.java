package org.lessor.tidy;

/// One breach of a rule, written so that editors can jump to it.
record Complaint(String path, int line, String message) {
  @Override
  public String toString() {
    return path + ":" + line + ": " + message;
  }
}
