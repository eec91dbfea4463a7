package org.lessor.lab.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.lessor.lab.net.LabException;
import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;

/// A server's lease file.
///
/// @param path where it is
/// @param format takes its content apart
record LeaseFile(Path path, Function<Bytes, List<RecordedLease>> format) {

  /// The leases in it now, none if it does not exist.
  List<RecordedLease> read() {
    return format.apply(bytes());
  }

  /// Its content now, nothing if it does not exist.
  Bytes bytes() {
    try {
      return Bytes.of(Files.readAllBytes(path));
    } catch (NoSuchFileException absent) {
      return Bytes.EMPTY;
    } catch (IOException failure) {
      throw new LabException("could not read the lease file " + path, failure);
    }
  }

  /// The lease of `client`, as soon as it is there.
  RecordedLease await(HardwareAddress client, Duration limit) {
    return await(
        leases -> leases.stream().filter(l -> l.hardwareAddress().equals(client)).findFirst(),
        "no lease of " + client + " came into",
        limit);
  }

  /// Waits until no lease of `client` is in it.
  void awaitNone(HardwareAddress client, Duration limit) {
    boolean _ =
        await(
            leases ->
                leases.stream().noneMatch(lease -> lease.hardwareAddress().equals(client))
                    ? Optional.of(true)
                    : Optional.empty(),
            "the lease of " + client + " stays in",
            limit);
  }

  private <T> T await(
      Function<List<RecordedLease>, Optional<T>> wanted, String complaint, Duration limit) {
    long deadlineNanos = System.nanoTime() + limit.toNanos();
    try (WatchService watch = path.getFileSystem().newWatchService()) {
      path.getParent()
          .register(
              watch, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
      while (true) {
        Optional<T> found = wanted.apply(read());
        if (found.isPresent()) {
          return found.get();
        }
        WatchKey key = watch.poll(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (key == null) {
          throw new LabException("%s %s: %s".formatted(complaint, path, read()));
        }
        key.pollEvents();
        key.reset();
      }
    } catch (IOException failure) {
      throw new LabException("could not watch the lease file " + path, failure);
    } catch (InterruptedException failure) {
      Thread.currentThread().interrupt();
      throw new LabException("interrupted while waiting for a lease in " + path, failure);
    }
  }
}
