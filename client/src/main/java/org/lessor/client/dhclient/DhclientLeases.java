package org.lessor.client.dhclient;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lessor.client.ClientClock;
import org.lessor.client.LeaseMemory;
import org.lessor.client.hook.IscOptions;
import org.lessor.client.hook.IscValue;
import org.lessor.client.host.SyncedFile;
import org.lessor.client.machine.ClientProfile;
import org.lessor.client.machine.Lease;
import org.lessor.client.machine.RememberedLease;
import org.lessor.wire.Bytes;
import org.lessor.wire.Duid;
import org.lessor.wire.Message;

/// Remembers the lease of an interface in a dhclient.leases(5), as ISC's dhclient does: one block
/// after the other, the last of an interface counts. Reads what dhclient wrote, and writes what it
/// and other programs read.
///
/// The file grows with each renewal until it is rewritten with the last block of each interface.
/// Several processes should not share one, as with dhclient.
public final class DhclientLeases implements LeaseMemory {
  private static final long MOST_BYTES = 256 * 1024;
  private static final Pattern BLOCK = Pattern.compile("(?ms)^lease\\s*\\{.*?^\\}\\s*?$");
  private static final Pattern INTERFACE = Pattern.compile("interface\\s+\"([^\"]*)\"");
  private static final Pattern DUID =
      Pattern.compile("(?m)^default-duid\\s+\"((?:[^\"\\\\]|\\\\.)*)\"\\s*;");

  private final Path file;
  private final String interfaceName;
  private final IscOptions options;
  private final ClientClock clock;
  private @Nullable Lease last;

  /// The lease of this interface in `file`.
  ///
  /// @param options how options are called
  public DhclientLeases(Path file, String interfaceName, IscOptions options, ClientClock clock) {
    this.file = file;
    this.interfaceName = interfaceName;
    this.options = options;
    this.clock = clock;
  }

  /// The DUID that a lease file names; empty where there is none.
  ///
  /// @throws IOException where the file cannot be read
  public static Optional<Duid> duid(Path file) throws IOException {
    var match = DUID.matcher(text(file));
    if (!match.find()) {
      return Optional.empty();
    }
    Bytes bytes = IscValues.bytes(IscWords.of("\"" + match.group(1) + "\"").getFirst().text());
    try {
      return Optional.of(new Duid(bytes));
    } catch (IllegalArgumentException noDuid) {
      return Optional.empty();
    }
  }

  /// Names a DUID in a lease file, for all clients that use it.
  ///
  /// @throws IOException where it cannot be written
  public static void saveDuid(Path file, Duid duid) throws IOException {
    String text = new String(duid.bytes().toArray(), StandardCharsets.ISO_8859_1);
    append(file, "default-duid " + IscValue.quoted(text) + ";\n");
  }

  private static String text(Path file) throws IOException {
    return Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
  }

  @Override
  public Recollection recall(ClientProfile profile) {
    String text;
    try {
      text = text(file);
    } catch (IOException unreadable) {
      return new Recollection.Unusable(file + " cannot be read: " + unreadable.getMessage());
    }
    Optional<String> block =
        BLOCK
            .matcher(text)
            .results()
            .map(MatchResult::group)
            .filter(each -> interfaceOf(each).equals(interfaceName))
            .reduce((_, later) -> later);
    if (block.isEmpty()) {
      return new Recollection.Nothing();
    }
    LeaseBlock read = LeaseBlock.read(block.get(), options, profile.chaddr());
    if (read.bootp() || read.message().isEmpty()) {
      return new Recollection.Unusable(file + " has a lease that is not complete");
    }
    Message ack = read.message().get();
    Optional<Lease> lease = RememberedLease.read(profile, ack, read.server(), sentNanos(read, ack));
    last = lease.orElse(null);
    return lease.isPresent()
        ? new Recollection.Remembered(lease.get())
        : new Recollection.Unusable(file + " has a lease that this client would not accept");
  }

  private static String interfaceOf(String block) {
    var match = INTERFACE.matcher(block);
    return match.find() ? match.group(1) : "";
  }

  /// When the REQUEST must have been sent for the lease to end when the file says; where the wall
  /// clock stands before that, it counts from now.
  private long sentNanos(LeaseBlock block, Message ack) {
    Optional<Instant> expire = block.expire();
    long leaseSeconds = LeaseBlock.leaseSeconds(ack);
    if (expire.isEmpty()) {
      return clock.nanos();
    }
    Instant sent = expire.get().minusSeconds(leaseSeconds);
    long agoSeconds = Math.clamp(Duration.between(sent, clock.wall()).toSeconds(), 0, 0xffff_ffffL);
    return clock.nanos() - Duration.ofSeconds(agoSeconds).toNanos();
  }

  @Override
  public void save(Lease lease) throws IOException {
    last = lease;
    long now = clock.nanos();
    Instant wall = clock.wall();
    write(
        LeaseBlock.text(
            lease,
            interfaceName,
            options,
            new LeaseBlock.Times(
                at(lease.renewNanos(), now, wall),
                at(lease.rebindNanos(), now, wall),
                at(lease.expiryNanos(), now, wall))));
  }

  private static @Nullable Instant at(long deadlineNanos, long nowNanos, Instant wall) {
    return deadlineNanos == Lease.NEVER ? null : wall.plusNanos(deadlineNanos - nowNanos);
  }

  /// As dhclient after a release: the lease stands there once more, and has ended.
  @Override
  public void forget() throws IOException {
    Lease lease = last;
    last = null;
    if (lease != null) {
      Instant now = clock.wall();
      write(LeaseBlock.text(lease, interfaceName, options, new LeaseBlock.Times(now, now, now)));
    }
  }

  private void write(String block) throws IOException {
    if (Files.exists(file) && Files.size(file) > MOST_BYTES) {
      rewrite(block);
    } else {
      append(file, block);
    }
  }

  private void rewrite(String block) throws IOException {
    String text = text(file);
    Map<String, String> kept = new LinkedHashMap<>();
    List<String> blocks = BLOCK.matcher(text).results().map(MatchResult::group).toList();
    blocks.forEach(each -> kept.put(interfaceOf(each), each.strip() + "\n"));
    kept.put(interfaceName, block);
    StringBuilder fresh = new StringBuilder();
    DUID.matcher(text).results().findFirst().ifPresent(d -> fresh.append(d.group()).append('\n'));
    kept.values().forEach(fresh::append);
    SyncedFile.replace(file, fresh.toString(), SyncedFile.Readers.EVERYONE);
  }

  private static void append(Path file, String text) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    if (directory != null) {
      Files.createDirectories(directory);
    }
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }
}
