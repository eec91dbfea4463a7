package org.lessor.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/// Plain words for what went wrong with a file.
final class Reasons {
  private Reasons() {}

  static String of(IOException failure) {
    return switch (failure) {
      case NoSuchFileException _ -> "no such file";
      case AccessDeniedException _ -> "permission denied";
      case CharacterCodingException _ -> "not UTF-8 text";
      default -> String.valueOf(failure.getMessage());
    };
  }
}
