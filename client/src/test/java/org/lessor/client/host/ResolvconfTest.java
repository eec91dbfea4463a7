package org.lessor.client.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lessor.wire.Ipv4;

/// Name servers by resolvconf(8): with a program that keeps records as openresolv does, and
/// complains of those that it does not have.
class ResolvconfTest {
  private static final NameServers SERVERS =
      new NameServers(List.of(Ipv4.of("192.0.2.53")), List.of("lab.example"));

  @TempDir Path directory;
  private Path record;

  @BeforeEach
  void program() throws IOException {
    record = directory.resolve("eth0.lessor");
    Path program =
        Files.writeString(
            directory.resolve("resolvconf"),
            "#!/bin/sh\ncase $1 in -a) cat > \"${0%/*}/$2\" ;; -d) rm \"${0%/*}/$2\" ;; esac\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Resolvconf resolvconf() {
    return new Resolvconf(directory.resolve("resolvconf"), "eth0");
  }

  @Test
  void whatWasHandedOverIsTakenBack() throws IOException {
    Resolvconf resolvconf = resolvconf();

    resolvconf.use(SERVERS);
    assertThat(record).hasContent("search lab.example\nnameserver 192.0.2.53\n");

    resolvconf.restore();
    assertThat(record).doesNotExist();
    resolvconf.restore();
  }

  @Test
  void whatAKilledClientLeftIsTakenBackByTheNext() throws IOException {
    resolvconf().use(SERVERS);

    resolvconf().restore();

    assertThat(record).doesNotExist();
  }

  @Test
  void whereNothingIsLeftNothingIsWrong() throws IOException {
    Resolvconf resolvconf = resolvconf();

    resolvconf.restore();
    resolvconf.use(SERVERS);

    assertThat(record).exists();
  }
}
