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
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.lessor.client.host.SyncedFile;
import org.lessor.client.machine.ClientProfile;
import org.lessor.client.machine.ForceRenewKey;
import org.lessor.client.machine.Lease;
import org.lessor.client.machine.Network;
import org.lessor.client.machine.Networks;
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
/// force-renew-nonce=00112233445566778899aabbccddeeff
/// force-renew-replay=7
/// had=192.0.2.1 0.0.0.0 192.0.2.10
/// ack=0201060039...
/// crc32c=0a1b2c3d
/// ```
///
/// A line `had` stands for each network that the client knows, the latest last: server, relay
/// agent, and the address that it had there. They stay when the lease is forgotten. The nonce is
/// there where the server may force a renewal.
///
/// The last line is over all bytes before it. A file that is cut short, changed or about another
/// hardware address is of no use, and is said to be.
public final class LeaseFile implements LeaseMemory {
  private static final String CHECKSUM = "crc32c=";
  private static final String HAD = "had=";
  private static final int MOST_BYTES = 256 * 1024;

  private final Path file;
  private final String interfaceName;
  private final String hardwareAddress;
  private final ClientClock clock;
  private Networks networks = Networks.NONE;

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
        ? read(content.substring(0, last), profile)
        : unusable("is damaged: its checksum does not match");
  }

  private Recollection read(String content, ClientProfile profile) {
    Map<String, String> fields = fields(content);
    if (!hardwareAddress.equals(fields.get("chaddr"))) {
      return unusable("is of another hardware address, " + fields.get("chaddr"));
    }
    try {
      networks = networks(content);
      if (!fields.containsKey("ack")) {
        return new Recollection.Nothing(networks);
      }
      Bytes bytes = Bytes.ofHex(fields.getOrDefault("ack", ""));
      if (!(Message.decode(bytes) instanceof Decoded.Ok(Message ack))) {
        return unusable("has no well-formed ACK");
      }
      Ipv4 server = Ipv4.of(fields.getOrDefault("server", ""));
      Optional<Lease> lease = RememberedLease.read(profile, ack, server, sentNanos(fields));
      return lease.isPresent()
          ? new Recollection.Remembered(lease.get().withKey(key(fields)), networks)
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

  private static @Nullable ForceRenewKey key(Map<String, String> fields) {
    String nonce = fields.get("force-renew-nonce");
    return nonce == null
        ? null
        : new ForceRenewKey(
            Bytes.ofHex(nonce),
            Long.parseUnsignedLong(fields.getOrDefault("force-renew-replay", "")));
  }

  private static Networks networks(String content) {
    Networks networks = Networks.NONE;
    for (String line : content.lines().filter(line -> line.startsWith(HAD)).toList()) {
      String[] words = line.substring(HAD.length()).split(" ", -1);
      if (words.length != 3) {
        throw new IllegalArgumentException(line);
      }
      Network network = new Network(Ipv4.of(words[0]), Ipv4.of(words[1]));
      networks = networks.and(network, Ipv4.of(words[2]));
    }
    return networks;
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
    write(content(lease));
  }

  /// What the file holds where `lease` is remembered, but for the last line.
  StringBuilder content(Lease lease) {
    long agoNanos = clock.nanos() - lease.requestSentNanos();
    Optional<Ipv4> had = networks.in(lease.network());
    if (had.filter(lease.address()::equals).isEmpty()) {
      networks = networks.and(lease.network(), lease.address());
    }
    StringBuilder content = heading();
    line(content, "server", lease.serverId());
    line(content, "sent-wall", clock.wall().minusNanos(agoNanos));
    line(content, "sent-boot-nanos", lease.requestSentNanos());
    line(content, "boot-id", clock.bootId());
    ForceRenewKey key = lease.forceRenewKey();
    if (key != null) {
      line(content, "force-renew-nonce", key.nonce().toHex());
      line(content, "force-renew-replay", Long.toUnsignedString(key.replay()));
    }
    line(content, "ack", lease.terms().message().encode().toHex());
    return content;
  }

  @Override
  public void forget() throws IOException {
    if (networks.addresses().isEmpty()) {
      SyncedFile.remove(file);
    } else {
      write(heading());
    }
  }

  private StringBuilder heading() {
    StringBuilder content = new StringBuilder("# The DHCP lease of ");
    content.append(interfaceName).append(", kept by lessor. Do not edit.\n");
    line(content, "chaddr", hardwareAddress);
    networks
        .addresses()
        .forEach((network, address) ->
            content
                .append(HAD)
                .append(network.server())
                .append(' ')
                .append(network.relay())
                .append(' ')
                .append(address)
                .append('\n'));
    return content;
  }

  private static void line(StringBuilder content, String key, Object value) {
    content.append(key).append('=').append(value).append('\n');
  }

  private void write(StringBuilder content) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    SyncedFile.replace(file, signed(content), SyncedFile.Readers.OWNER);
  }

  /// A content, with its last line.
  static String signed(StringBuilder content) {
    String text = content.toString();
    return text + CHECKSUM + checksum(text) + "\n";
  }

  private static String checksum(String content) {
    CRC32C crc = new CRC32C();
    crc.update(content.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().toHexDigits((int) crc.getValue());
  }
}
