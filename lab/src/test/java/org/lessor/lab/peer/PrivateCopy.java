package org.lessor.lab.peer;

import java.nio.file.Path;
import java.util.List;
import org.lessor.lab.net.Commands;
import org.lessor.lab.net.LabException;

/// Finds programs. Some come with an AppArmor profile that lets them read and write the files of
/// the distribution's service only; a profile goes by the program's path, so a copy elsewhere is
/// free of it.
final class PrivateCopy {
  private PrivateCopy() {}

  /// The path of a copy of `program` in `directory`. Another process writes it, for the reason that
  /// [Peer#writeScript] gives.
  static String of(String program, Path directory) {
    Path original =
        Commands.find(program).orElseThrow(() -> new LabException(program + " is not installed"));
    Path copy = directory.resolve(program);
    Commands.run(List.of("install", "-m", "755", original.toString(), copy.toString()));
    return copy.toString();
  }
}
