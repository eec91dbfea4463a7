package org.lessor.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.lessor.client.host.SyncedFile;
import org.lessor.client.machine.ClientProfile;
import org.lessor.client.machine.Lease;
import org.lessor.client.machine.RememberedLease;
import org.lessor.wire.Bytes;
import org.lessor.wire.Decoded;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Message;

/// Remembers the lease of one interface in one small file, `client-INTERFACE.lease`: the ACK as it
/// came, and when its REQUEST was sent, by the wall clock and by the time since boot.
///
/// ```
/// # The DHCP lease of eth0, kept by lessor. Do not edit.
/// chaddr=02:00:00:00:00:01
/// server=192.0.2.1
/// sent-wall=2026-01-31T12:00:00Z
/// sent-boot-nanos=123456789
/// boot-id=2b1c9dd0-...
/// ack=0201060039...
/// crc32c=0a1b2c3d
/// ```
///
/// The last line is over all bytes before it. A file that is cut short, changed or about another
/// hardware address is of no use, and is said to be.
public final class LeaseFile implements LeaseMemory {
  private static final String CHECKSUM = "crc32c=";
  private static final int MOST_BYTES = 256 * 1024;

  private final Path file;
  private final String interfaceName;
  private final String hardwareAddress;
  private final ClientClock clock;

  /// The file of this interface in `directory`, which is made when it is first needed.
  ///
  /// @param hardwareAddress the interface's hardware address
  public LeaseFile(
      Path directory, String interfaceName, String hardwareAddress, ClientClock clock) {
    this.file = directory.resolve("client-" + interfaceName + ".lease");
    this.interfaceName = interfaceName;
    this.hardwareAddress = hardwareAddress;
    this.clock = clock;
  }

  /// Where the file is.
  public Path path() {
    return file;
  }

  @Override
  public Recollection recall(ClientProfile profile) {
    String content;
    try {
      if (Files.exists(file) && Files.size(file) > MOST_BYTES) {
        return unusable("is larger than any lease");
      }
      content = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (NoSuchFileException absent) {
      return new Recollection.Nothing();
    } catch (IOException failure) {
      return unusable("cannot be read: " + failure.getMessage());
    }
    int last = content.lastIndexOf("\n" + CHECKSUM) + 1;
    String checksum = CHECKSUM + checksum(content.substring(0, last)) + "\n";
    return last > 0 && content.substring(last).equals(checksum)
        ? read(fields(content.substring(0, last)), profile)
        : unusable("is damaged: its checksum does not match");
  }

  private Recollection read(Map<String, String> fields, ClientProfile profile) {
    if (!hardwareAddress.equals(fields.get("chaddr"))) {
      return unusable("is of another hardware address, " + fields.get("chaddr"));
    }
    try {
      Bytes bytes = Bytes.ofHex(fields.getOrDefault("ack", ""));
      if (!(Message.decode(bytes) instanceof Decoded.Ok(Message ack))) {
        return unusable("has no well-formed ACK");
      }
      Ipv4 server = Ipv4.of(fields.getOrDefault("server", ""));
      Optional<Lease> lease = RememberedLease.read(profile, ack, server, sentNanos(fields));
      return lease.isPresent()
          ? new Recollection.Remembered(lease.get())
          : unusable("holds an ACK that this client would not accept");
    } catch (IllegalArgumentException | DateTimeException wrong) {
      return unusable("has a malformed line: " + wrong.getMessage());
    }
  }

  /// When the REQUEST was sent, on the clock of this boot. After another boot only the wall clock
  /// can tell; where it stands before the REQUEST (no battery, no time server yet), the lease
  /// counts from now, which does no harm: it is used only after a server has confirmed it.
  private long sentNanos(Map<String, String> fields) {
    if (!clock.bootId().isEmpty() && clock.bootId().equals(fields.get("boot-id"))) {
      return Long.parseLong(fields.getOrDefault("sent-boot-nanos", ""));
    }
    Instant sent = Instant.parse(fields.getOrDefault("sent-wall", ""));
    Duration ago = Duration.between(sent, clock.wall());
    long seconds = Math.clamp(ago.toSeconds(), 0, 0xffff_ffffL);
    return clock.nanos() - Duration.ofSeconds(seconds).toNanos();
  }

  private Recollection unusable(String why) {
    return new Recollection.Unusable(file + " " + why);
  }

  private static Map<String, String> fields(String content) {
    Map<String, String> fields = new HashMap<>();
    content
        .lines()
        .filter(line -> !line.startsWith("#") && line.indexOf('=') > 0)
        .forEach(line -> {
          int equals = line.indexOf('=');
          fields.put(line.substring(0, equals), line.substring(equals + 1));
        });
    return fields;
  }

  @Override
  public void save(Lease lease) throws IOException {
    long agoNanos = clock.nanos() - lease.requestSentNanos();
    String content =
        "# The DHCP lease of "
            + interfaceName
            + ", kept by lessor. Do not edit.\nchaddr="
            + hardwareAddress
            + "\nserver="
            + lease.serverId()
            + "\nsent-wall="
            + clock.wall().minusNanos(agoNanos)
            + "\nsent-boot-nanos="
            + lease.requestSentNanos()
            + "\nboot-id="
            + clock.bootId()
            + "\nack="
            + lease.terms().message().encode().toHex()
            + "\n";
    Files.createDirectories(file.toAbsolutePath().getParent());
    SyncedFile.replace(
        file, content + CHECKSUM + checksum(content) + "\n", SyncedFile.Readers.OWNER);
  }

  @Override
  public void forget() throws IOException {
    SyncedFile.remove(file);
  }

  private static String checksum(String content) {
    CRC32C crc = new CRC32C();
    crc.update(content.getBytes(StandardCharsets.UTF_8));
    return String.format(Locale.ROOT, "%08x", crc.getValue());
  }
}
