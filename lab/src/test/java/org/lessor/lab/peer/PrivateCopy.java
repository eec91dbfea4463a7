package org.lessor.lab.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.lessor.lab.net.Commands;
import org.lessor.lab.net.LabException;

/// Finds programs. Some come with an AppArmor profile that lets them read and write the files of
/// the distribution's service only; a profile goes by the program's path, so a copy elsewhere is
/// free of it.
final class PrivateCopy {
  private PrivateCopy() {}

  /// The path of a copy of `program` in `directory`.
  static String of(String program, Path directory) {
    Path original =
        Commands.find(program).orElseThrow(() -> new LabException(program + " is not installed"));
    try {
      return Files.copy(original, directory.resolve(program), StandardCopyOption.REPLACE_EXISTING)
          .toString();
    } catch (IOException failure) {
      throw new LabException("could not copy " + original + " to " + directory, failure);
    }
  }
}
