package org.lessor.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;

/// A disk in memory that fails as asked, and that forgets what was not synced when its power is
/// cut.
///
/// What is in its files and what would be there after a cut are kept apart. [#restart] chooses one
/// of the states that a cut can leave: of the names made, changed and deleted since the last
/// [#sync] any part took effect; of the bytes written since the last sync of their file any prefix
/// is there, or any part by sectors of 512 bytes, the others being zero. A sync that fails forgets
/// what it should have written, although it can still be read: so does Linux.
///
/// Any thread may call it.
public final class FaultyDisk implements Disk {
  /// The power is gone. Everything else that is asked of the disk meets this too.
  public static final class PowerCut extends RuntimeException {
    private static final long serialVersionUID = 1;

    PowerCut() {
      super("power cut");
    }
  }

  /// What a fault can strike.
  public enum Operation {
    /// Opening a file that may not be there.
    OPEN,
    /// Writing bytes.
    WRITE,
    /// Syncing a file.
    SYNC,
    /// Shortening a file.
    TRUNCATE,
    /// Renaming a file.
    RENAME,
    /// Deleting a file.
    DELETE,
    /// Syncing the names.
    SYNC_NAMES
  }

  private final Map<String, FaultyInode> names;
  private final Map<String, FaultyInode> durableNames;
  private final List<Runnable> pendingNames;
  private final Map<String, String> locks = new HashMap<>();
  private final Random random;
  private final Map<Operation, Predicate<String>> faults = new HashMap<>();
  private long capacityBytes = Long.MAX_VALUE;
  private int maxWriteBytes = Integer.MAX_VALUE;
  private long operations;
  private long cutAt = Long.MAX_VALUE;
  private boolean dead;

  /// An empty disk; `random` decides what a cut leaves and how short a short write is.
  public FaultyDisk(Random random) {
    this(random, new HashMap<>(), new HashMap<>(), new ArrayList<>());
  }

  private FaultyDisk(
      Random random,
      Map<String, FaultyInode> names,
      Map<String, FaultyInode> durableNames,
      List<Runnable> pendingNames) {
    this.random = random;
    this.names = names;
    this.durableNames = durableNames;
    this.pendingNames = pendingNames;
  }

  // ---- faults

  /// Lets the power go at the operation after `operations` more.
  public synchronized void cutAfter(long operations) {
    cutAt = this.operations + operations;
  }

  /// How many operations there were that a cut could have struck.
  public synchronized long operations() {
    return operations;
  }

  /// From now on there is room for so many bytes in all files together.
  public synchronized void capacityBytes(long bytes) {
    capacityBytes = bytes;
  }

  /// From now on a write takes at most so many bytes.
  public synchronized void maxWriteBytes(int bytes) {
    maxWriteBytes = bytes;
  }

  /// From now on this operation fails on files whose name matches.
  public synchronized void fail(Operation operation, Predicate<String> name) {
    faults.put(operation, name);
  }

  /// From now on nothing fails any more.
  public synchronized void heal() {
    faults.clear();
    capacityBytes = Long.MAX_VALUE;
    maxWriteBytes = Integer.MAX_VALUE;
  }

  /// Cuts the power, and returns the disk as it is found afterwards.
  public synchronized FaultyDisk restart() {
    dead = true;
    FaultyDisk after = new FaultyDisk(random);
    boolean orderly = random.nextBoolean();
    int effective = random.nextInt(pendingNames.size() + 1);
    for (int i = 0; i < pendingNames.size(); i++) {
      if (orderly ? i < effective : random.nextBoolean()) {
        pendingNames.get(i).run();
      }
    }
    Map<FaultyInode, FaultyInode> survivors = new HashMap<>();
    durableNames.forEach((name, inode) -> {
      FaultyInode survivor = survivors.computeIfAbsent(inode, lost -> lost.survivor(random));
      after.names.put(name, survivor);
      after.durableNames.put(name, survivor);
    });
    return after;
  }

  /// Cuts the power, and returns the disk as it is found afterwards if all names and of each file
  /// the first `unsyncedBytes` bytes took effect of those written since its last sync.
  public synchronized FaultyDisk restartBehind(int unsyncedBytes) {
    dead = true;
    FaultyDisk after = new FaultyDisk(random);
    names.forEach((name, inode) -> after.put(name, inode.firstOf(unsyncedBytes)));
    return after;
  }

  /// The same disk with all that can be read in its files now, as after the end of the process
  /// alone: what was not synced is there, and still lost if the power is cut before somebody does.
  public synchronized FaultyDisk reopened() {
    dead = true;
    names.values().forEach(inode -> inode.locker = null);
    return new FaultyDisk(random, names, durableNames, pendingNames);
  }

  /// What can be read in a file now.
  public synchronized Optional<byte[]> content(String name) {
    return Optional.ofNullable(names.get(name)).map(inode -> inode.content.clone());
  }

  /// What is in a file for certain if the power is cut now: empty where the file may then not be
  /// there.
  public synchronized Optional<byte[]> durableContent(String name) {
    return Optional.ofNullable(durableNames.get(name)).map(inode -> inode.durable.clone());
  }

  /// Puts a durable file there.
  public synchronized void put(String name, byte[] content) {
    FaultyInode inode = new FaultyInode(content.clone());
    names.put(name, inode);
    durableNames.put(name, inode);
  }

  private void begin(Operation operation, String name) throws IOException {
    check();
    if (operations++ == cutAt) {
      dead = true;
      throw new PowerCut();
    }
    if (faults.getOrDefault(operation, n -> false).test(name)) {
      throw new IOException("injected: " + operation + " " + name);
    }
  }

  private void check() {
    if (dead) {
      throw new PowerCut();
    }
  }

  private FaultyInode existing(String name) throws IOException {
    FaultyInode inode = names.get(name);
    if (inode == null) {
      throw new IOException("no such file: " + name);
    }
    return inode;
  }

  // ---- the disk

  @Override
  public synchronized List<String> list() throws IOException {
    check();
    return List.copyOf(names.keySet());
  }

  @Override
  public synchronized DiskFile append(String name) throws IOException {
    begin(Operation.OPEN, name);
    FaultyInode inode = names.get(name);
    return inode == null ? made(name) : new Appended(name, inode);
  }

  @Override
  public synchronized DiskFile create(String name) throws IOException {
    begin(Operation.OPEN, name);
    FaultyInode inode = names.get(name);
    if (inode == null) {
      return made(name);
    }
    inode.apply(new FaultyInode.Change(0, new byte[0]));
    return new Appended(name, inode);
  }

  private DiskFile made(String name) {
    FaultyInode inode = new FaultyInode(new byte[0]);
    names.put(name, inode);
    pendingNames.add(() -> durableNames.put(name, inode));
    return new Appended(name, inode);
  }

  @Override
  public synchronized void resemble(String name, String model) {
    check(); // nobody owns anything here
  }

  @Override
  public synchronized DiskReader read(String name) throws IOException {
    check();
    byte[] content = existing(name).content;
    return new DiskReader() {
      private int position;

      @Override
      public int read(byte[] target, int offset, int length) {
        if (position == content.length) {
          return -1;
        }
        int read = Math.min(length, content.length - position);
        System.arraycopy(content, position, target, offset, read);
        position += read;
        return read;
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public synchronized void rename(String from, String to) throws IOException {
    begin(Operation.RENAME, from);
    FaultyInode inode = existing(from);
    names.remove(from);
    names.put(to, inode);
    pendingNames.add(() -> {
      durableNames.remove(from, inode);
      durableNames.put(to, inode);
    });
  }

  @Override
  public synchronized void delete(String name) throws IOException {
    begin(Operation.DELETE, name);
    FaultyInode inode = names.remove(name);
    if (inode != null) {
      pendingNames.add(() -> durableNames.remove(name, inode));
    }
  }

  @Override
  public synchronized void sync() throws IOException {
    begin(Operation.SYNC_NAMES, "");
    pendingNames.forEach(Runnable::run);
    pendingNames.clear();
  }

  @Override
  public synchronized Locking lock(String name, String owner) throws IOException {
    check();
    String holder = locks.putIfAbsent(name, owner);
    if (holder != null) {
      return new Locking.Held(holder);
    }
    if (!names.containsKey(name)) {
      made(name);
    }
    return new Locking.Taken(() -> {
      synchronized (this) {
        locks.remove(name);
      }
    });
  }

  private final class Appended implements DiskFile {
    private final String name;
    private final FaultyInode inode;
    private int end;
    private int seenEnd;

    Appended(String name, FaultyInode inode) {
      this.name = name;
      this.inode = inode;
      this.end = inode.content.length;
      this.seenEnd = end;
    }

    @Override
    public long sizeBytes() {
      synchronized (FaultyDisk.this) {
        check();
        return end;
      }
    }

    @Override
    public void makeRoom(long bytes) throws IOException {
      synchronized (FaultyDisk.this) {
        int from = inode.content.length;
        int wanted = (int) (end + bytes);
        if (from >= wanted) {
          return;
        }
        byte[] room = new byte[wanted - from];
        room[room.length - 1] = '\n';
        long free = Math.max(0, capacityBytes - usedBytes());
        int taken = (int) Math.min(room.length, free);
        try {
          begin(Operation.WRITE, name);
        } catch (PowerCut | IOException stopped) {
          put(from, room, 0, random.nextInt(taken + 1));
          throw stopped;
        }
        put(from, room, 0, taken);
        if (taken < room.length) {
          throw new IOException("No space left on device");
        }
      }
    }

    @Override
    public int write(byte[] source, int offset, int length) throws IOException {
      synchronized (FaultyDisk.this) {
        long room = capacityBytes - usedBytes() + inode.content.length - end;
        int taken = (int) Math.min(Math.min(length, maxWriteBytes), Math.max(0, room));
        try {
          begin(Operation.WRITE, name);
        } catch (PowerCut | IOException stopped) {
          int part = random.nextInt(taken + 1);
          put(end, source, offset, part);
          end += part;
          throw stopped;
        }
        if (taken == 0) {
          throw new IOException("No space left on device");
        }
        put(end, source, offset, taken);
        end += taken;
        return taken;
      }
    }

    private void put(int at, byte[] source, int offset, int length) {
      if (length > 0) {
        inode.apply(
            new FaultyInode.Change(at, Arrays.copyOfRange(source, offset, offset + length)));
      }
    }

    @Override
    public void sync() throws IOException {
      synchronized (FaultyDisk.this) {
        try {
          begin(Operation.SYNC, name);
        } catch (IOException failure) {
          inode.pending.clear();
          throw failure;
        }
        for (FaultyInode.Change change : inode.pending) {
          inode.durable = FaultyInode.applied(inode.durable, change);
        }
        inode.pending.clear();
      }
    }

    @Override
    public void rewrite(long offset) throws IOException {
      synchronized (FaultyDisk.this) {
        begin(Operation.WRITE, name);
        if (offset < end) {
          inode.apply(
              new FaultyInode.Change(offset, Arrays.copyOfRange(inode.content, (int) offset, end)));
        }
      }
    }

    @Override
    public void truncate(long sizeBytes) throws IOException {
      synchronized (FaultyDisk.this) {
        begin(Operation.TRUNCATE, name);
        if (sizeBytes < inode.content.length) {
          inode.apply(new FaultyInode.Change(sizeBytes, new byte[0]));
        }
        end = (int) Math.min(end, sizeBytes);
        seenEnd = Math.min(seenEnd, end);
      }
    }

    @Override
    public Optional<String> lock() {
      synchronized (FaultyDisk.this) {
        check();
        if (inode.locker != null && inode.locker != this) {
          return Optional.of("");
        }
        inode.locker = this;
        return Optional.empty();
      }
    }

    @Override
    public boolean isStill(String asked) {
      synchronized (FaultyDisk.this) {
        check();
        boolean whole =
            names.get(asked) == inode
                && inode.content.length >= end
                && (seenEnd == 0 || inode.content[seenEnd - 1] != 0);
        seenEnd = end;
        return whole;
      }
    }

    @Override
    public void close() throws IOException {
      synchronized (FaultyDisk.this) {
        if (inode.locker == this) {
          inode.locker = null;
        }
        if (!dead && end < inode.content.length) {
          truncate(end);
        }
      }
    }
  }

  private long usedBytes() {
    return names.values().stream().distinct().mapToLong(inode -> inode.content.length).sum();
  }
}
