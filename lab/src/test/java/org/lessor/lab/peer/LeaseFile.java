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
    try {
      return format.apply(Bytes.of(Files.readAllBytes(path)));
    } catch (NoSuchFileException absent) {
      return List.of();
    } catch (IOException failure) {
      throw new LabException("could not read the lease file " + path, failure);
    }
  }

  /// The lease of `client`, as soon as it is there.
  RecordedLease await(HardwareAddress client, Duration limit) {
    long deadlineNanos = System.nanoTime() + limit.toNanos();
    try (WatchService watch = path.getFileSystem().newWatchService()) {
      path.getParent()
          .register(
              watch, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
      while (true) {
        Optional<RecordedLease> lease = of(client);
        if (lease.isPresent()) {
          return lease.get();
        }
        WatchKey key = watch.poll(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (key == null) {
          throw new LabException("no lease of %s came into %s: %s".formatted(client, path, read()));
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

  private Optional<RecordedLease> of(HardwareAddress client) {
    return read().stream().filter(lease -> lease.hardwareAddress().equals(client)).findFirst();
  }
}
