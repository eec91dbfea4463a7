package org.lessor.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A directory of the real file system.
///
/// A thread that writes must not be interrupted: its file would be closed under its hands.
///
/// @param directory must exist
public record NioDisk(Path directory) implements Disk {
  @Override
  public List<String> list() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Override
  public DiskFile append(String name) throws IOException {
    return new Appended(
        FileChannel.open(
            directory.resolve(name),
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.CREATE));
  }

  @Override
  public DiskFile create(String name) throws IOException {
    return new Appended(
        FileChannel.open(
            directory.resolve(name),
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING));
  }

  @Override
  public DiskReader read(String name) throws IOException {
    return new Read(FileChannel.open(directory.resolve(name), StandardOpenOption.READ));
  }

  @Override
  public void rename(String from, String to) throws IOException {
    Files.move(directory.resolve(from), directory.resolve(to), StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void delete(String name) throws IOException {
    Files.deleteIfExists(directory.resolve(name));
  }

  @Override
  public void sync() throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public Locking lock(String name, String owner) throws IOException {
    FileChannel channel =
        FileChannel.open(
            directory.resolve(name),
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.CREATE);
    try {
      FileLock lock = tryLock(channel);
      if (lock == null) {
        byte[] owned = new byte[64];
        int length = Math.max(0, channel.read(ByteBuffer.wrap(owned), 0));
        channel.close();
        return new Locking.Held(new String(owned, 0, length, StandardCharsets.UTF_8).strip());
      }
      channel.truncate(0);
      ByteBuffer said = ByteBuffer.wrap((owner + "\n").getBytes(StandardCharsets.UTF_8));
      while (said.hasRemaining()) {
        channel.write(said);
      }
      return new Locking.Taken(channel::close);
    } catch (IOException failure) {
      channel.close();
      throw failure;
    }
  }

  /// Null where somebody else has the lock, in this process or another.
  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException ours) {
      return null;
    }
  }

  private static final class Appended implements DiskFile {
    // Shared and never changed: an array for each time, or each file, would be garbage that only a
    // collection of everything takes away.
    private static final byte[] ZEROS = new byte[1 << 14];

    private static final byte[] NEWLINE = {'\n'};

    private final FileChannel channel;
    private long end;
    private long roomEnd;

    Appended(FileChannel channel) throws IOException {
      this.channel = channel;
      this.end = channel.size();
      this.roomEnd = end;
    }

    @Override
    public long sizeBytes() {
      return end;
    }

    @Override
    public int write(byte[] source, int offset, int length) throws IOException {
      int written = channel.write(ByteBuffer.wrap(source, offset, length), end);
      end += written;
      roomEnd = Math.max(roomEnd, end);
      return written;
    }

    @Override
    public void makeRoom(long bytes) throws IOException {
      long newline = end + bytes - 1;
      while (roomEnd < newline) {
        int length = (int) Math.min(ZEROS.length, newline - roomEnd);
        roomEnd += channel.write(ByteBuffer.wrap(ZEROS, 0, length), roomEnd);
      }
      if (roomEnd == newline) {
        roomEnd += channel.write(ByteBuffer.wrap(NEWLINE), roomEnd);
      }
    }

    @Override
    public void sync() throws IOException {
      channel.force(false);
    }

    @Override
    public void rewrite(long offset) throws IOException {
      ByteBuffer chunk = ByteBuffer.allocateDirect(1 << 20);
      long at = offset;
      while (at < end && channel.read(chunk, at) > 0) {
        chunk.flip();
        while (chunk.hasRemaining()) {
          at += channel.write(chunk, at);
        }
        chunk.clear();
      }
    }

    @Override
    public void truncate(long sizeBytes) throws IOException {
      channel.truncate(sizeBytes);
      end = Math.min(end, sizeBytes);
      roomEnd = end;
    }

    @Override
    public void close() throws IOException {
      try (channel) {
        if (roomEnd > end) {
          truncate(end);
        }
      }
    }
  }

  private record Read(FileChannel channel) implements DiskReader {
    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      return channel.read(ByteBuffer.wrap(target, offset, length));
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
