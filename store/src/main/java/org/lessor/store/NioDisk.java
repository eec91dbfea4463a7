package org.lessor.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A directory of the real file system.
///
/// A thread that writes must not be interrupted: its file would be closed under its hands.
///
/// @param directory must exist
public record NioDisk(Path directory) implements Disk {
  // For each file that carries a lock of this process what its owner said. The system lets go of
  // all locks of a file as soon as the process closes it anywhere, so it must not be opened again.
  private static final Map<Object, String> LOCKED = new HashMap<>();

  @Override
  public List<String> list() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList();
    } catch (UncheckedIOException failure) {
      throw failure.getCause();
    }
  }

  @Override
  public DiskFile append(String name) throws IOException {
    return open(name, StandardOpenOption.CREATE);
  }

  @Override
  public DiskFile create(String name) throws IOException {
    return open(name, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
  }

  private DiskFile open(String name, StandardOpenOption... how) throws IOException {
    Set<StandardOpenOption> options = EnumSet.of(StandardOpenOption.READ, StandardOpenOption.WRITE);
    options.addAll(List.of(how));
    Path path = directory.resolve(name);
    FileChannel channel = FileChannel.open(path, options);
    try {
      return new Appended(path, channel);
    } catch (IOException failure) {
      channel.close();
      throw failure;
    }
  }

  @Override
  public void resemble(String name, String model) throws IOException {
    PosixFileAttributes wanted;
    try {
      wanted = Files.readAttributes(directory.resolve(model), PosixFileAttributes.class);
    } catch (NoSuchFileException _) {
      return;
    }
    PosixFileAttributeView view =
        Files.getFileAttributeView(directory.resolve(name), PosixFileAttributeView.class);
    try {
      view.setGroup(wanted.group());
      view.setOwner(wanted.owner());
    } catch (FileSystemException _) {
      // Who is not root makes files of its own, and may not belong to the group.
    }
    view.setPermissions(wanted.permissions());
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
    Path path = directory.resolve(name);
    synchronized (LOCKED) {
      String ours = Files.exists(path) ? LOCKED.get(key(path)) : null;
      if (ours != null) {
        return new Locking.Held(ours);
      }
      FileChannel channel =
          FileChannel.open(
              path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
      try {
        FileLock lock = tryLock(channel);
        if (lock == null) {
          byte[] owned = new byte[256];
          int length = Math.max(0, channel.read(ByteBuffer.wrap(owned), 0));
          channel.close();
          return new Locking.Held(new String(owned, 0, length, StandardCharsets.UTF_8).strip());
        }
        channel.truncate(0);
        ByteBuffer said = ByteBuffer.wrap((owner + "\n").getBytes(StandardCharsets.UTF_8));
        while (said.hasRemaining()) {
          channel.write(said);
        }
        Object key = key(path);
        LOCKED.put(key, owner);
        return new Locking.Taken(() -> unlock(key, channel));
      } catch (IOException failure) {
        channel.close();
        throw failure;
      }
    }
  }

  private static void unlock(Object key, FileChannel channel) throws IOException {
    synchronized (LOCKED) {
      LOCKED.remove(key);
      channel.close();
    }
  }

  /// What tells one file from all others, whatever its names: device and inode.
  private static Object key(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
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

    private final Path directory;
    private final FileChannel channel;
    private final Object key;
    private final Object inode;
    private long end;
    private long roomEnd;
    // What was written and there when somebody last looked.
    private long seenEnd;

    Appended(Path path, FileChannel channel) throws IOException {
      this.directory = Objects.requireNonNull(path.getParent());
      this.channel = channel;
      this.key = NioDisk.key(path);
      this.inode = Files.getAttribute(path, "unix:ino");
      this.end = channel.size();
      this.roomEnd = end;
      this.seenEnd = end;
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
      seenEnd = Math.min(seenEnd, end);
      roomEnd = end;
    }

    @Override
    public Optional<String> lock() throws IOException {
      return tryLock(channel) == null ? Optional.of(locker()) : Optional.empty();
    }

    /// The number of the process that has a lock of this file, as the system tells it.
    private String locker() throws IOException {
      String inode = ":" + this.inode;
      Path locks = Path.of("/proc/locks");
      if (!Files.isReadable(locks)) {
        return "";
      }
      return Files.readAllLines(locks, StandardCharsets.US_ASCII).stream()
          .map(line -> line.split(" +"))
          .filter(words -> words.length > 5 && words[1].equals("POSIX"))
          .filter(words -> words[5].endsWith(inode))
          .map(words -> words[4])
          .findFirst()
          .orElse("");
    }

    @Override
    public boolean isStill(String name) throws IOException {
      try {
        BasicFileAttributes found =
            Files.readAttributes(directory.resolve(name), BasicFileAttributes.class);
        if (!key.equals(found.fileKey()) || found.size() < end) {
          return false;
        }
      } catch (NoSuchFileException _) {
        return false;
      }
      // Where it was cut and then written to, there are zeros in between.
      ByteBuffer last = ByteBuffer.allocate(1);
      boolean whole = seenEnd == 0 || (channel.read(last, seenEnd - 1) == 1 && last.get(0) != 0);
      seenEnd = end;
      return whole;
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
