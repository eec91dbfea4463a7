package org.lessor.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.lessor.engine.ClientIdentity;
import org.lessor.engine.ExpectedClients;
import org.lessor.engine.Lease;
import org.lessor.engine.LeaseChange;
import org.lessor.engine.LeaseCounts;
import org.lessor.engine.LeaseTable;
import org.lessor.engine.Limit;
import org.lessor.engine.Pool;
import org.lessor.engine.Settings;
import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;

/// Leases in memory and in a lease file of Kea's form.
///
/// Each change is made in memory and added to the file's lines as one step, so that the lines have
/// the order of the changes; [#commit] then tells when they are on stable storage. Any thread may
/// read, apply and hand in commits. One thread commits, one (it may be the same) compacts, and
/// [#close] comes after both: see [CommitThread] and [CompactionThread].
public final class LeaseFileStore implements DurableLeaseStore {
  private final LeaseFileOptions options;
  private final LeaseFileNames names;
  private final DiskLock lock;
  private final LeaseTable table;
  private final LoadReport loaded;
  private final LeaseJournal journal;
  private final Consumer<LeaseChange> writing = this::write;

  private LeaseFileStore(LeaseFileOptions options, DiskLock lock, LeaseTable table, Opened opened)
      throws IOException {
    this.options = options;
    this.names = new LeaseFileNames(options.name());
    this.lock = lock;
    this.table = table;
    this.loaded = opened.loaded();
    this.journal = new LeaseJournal(options.disk(), names, opened.file(), options.events());
  }

  private record Opened(LoadReport loaded, DiskFile file) {}

  /// Loads the lease file and makes it ready for lines. What a crash left is cleared up.
  ///
  /// `hashSecret` is as for [LeaseTable#LeaseTable].
  ///
  /// Throws [LeaseFileException] if another process uses the file, if it cannot be read or written,
  /// or is no lease file.
  public static LeaseFileStore open(
      LeaseFileOptions options, Settings settings, long hashSecret, long nowSeconds)
      throws LeaseFileException {
    LeaseFileNames names = new LeaseFileNames(options.name());
    DiskLock lock = lock(options.disk(), names);
    try {
      refuseBesideKea(options.disk(), names);
      LeaseTable.Restoring restoring = LeaseTable.restore(settings, hashSecret);
      LeaseFileLoader loader =
          new LeaseFileLoader(options.disk(), names, options.maxRowErrors(), restoring);
      LoadReport loaded = loader.load();
      LeaseTable table = restoring.finish(nowSeconds, Threads::runAll);
      DiskFile file = prepare(options.disk(), names, table, loader);
      return new LeaseFileStore(options, lock, table, new Opened(loaded, file));
    } catch (IOException failure) {
      closeQuietly(lock);
      throw new LeaseFileException("cannot use the lease file " + options.name(), failure);
    } catch (LeaseFileException refusal) {
      closeQuietly(lock);
      throw refusal;
    }
  }

  private static DiskLock lock(Disk disk, LeaseFileNames names) throws LeaseFileException {
    Disk.Locking locking;
    try {
      locking = disk.lock(names.lock(), Processes.self());
    } catch (IOException failure) {
      throw new LeaseFileException("cannot lock the lease file with " + names.lock(), failure);
    }
    return switch (locking) {
      case Disk.Locking.Taken(DiskLock taken) -> taken;
      case Disk.Locking.Held(String owner) ->
          throw new LeaseFileException(
              "the lease file "
                  + names.current()
                  + " is in use by "
                  + Processes.name(owner)
                  + ". Stop that server, or give this one a lease file of its own");
    };
  }

  // Kea's cleanup goes on when its server has ended, and moves files about.
  private static void refuseBesideKea(Disk disk, LeaseFileNames names)
      throws IOException, LeaseFileException {
    if (!disk.list().contains(names.pid())) {
      return;
    }
    byte[] content = new byte[32];
    int length;
    try (DiskReader reader = disk.read(names.pid())) {
      length = Math.max(0, reader.read(content, 0, content.length));
    }
    String pid = new String(content, 0, length, StandardCharsets.US_ASCII).strip();
    if (Processes.mayBe(pid, "kea")) {
      throw new LeaseFileException(
          "Kea's lease file cleanup, "
              + Processes.name(pid)
              + ", is at work on "
              + names.current()
              + ". Start again when it has ended");
    }
  }

  private static DiskFile prepare(
      Disk disk, LeaseFileNames names, LeaseTable table, LeaseFileLoader loader)
      throws IOException, LeaseFileException {
    // An earlier process may have ended before it had synced what was just read. Clients may be
    // told of it from now on, and files be deleted for it.
    disk.sync();
    if (!loader.hasCurrent()) {
      LeaseCompaction.clear(disk, names);
      return replaceCurrent(disk, names);
    }
    DiskFile file = disk.append(names.current());
    try {
      claim(file, names, loader.sizeBytes());
      if (loader.mayBeAddedTo()) {
        LeaseCompaction.clear(disk, names);
        if (file.sizeBytes() != loader.goodBytes()) {
          file.truncate(loader.goodBytes());
        }
        file.rewrite(Math.max(0, loader.goodBytes() - LeaseJournal.MAX_UNSYNCED_BYTES));
        file.sync();
        return file;
      }
    } catch (IOException | LeaseFileException failure) {
      LeaseJournal.closeQuietly(file);
      throw failure;
    }
    try (file) {
      if (!loader.unreadable().isEmpty()) {
        loader.unreadable().keep(disk, names.unreadable(), names.current());
      }
      LeaseCompaction.complete(disk, names, table);
      DiskFile fresh = replaceCurrent(disk, names);
      LeaseCompaction.clear(disk, names);
      return fresh;
    }
  }

  /// Makes sure that nobody uses the file by another name, such as a link, and that nobody has
  /// since it was read.
  private static void claim(DiskFile file, LeaseFileNames names, long sizeBytes)
      throws IOException, LeaseFileException {
    Optional<String> owner = file.lock();
    if (owner.isPresent()) {
      throw new LeaseFileException(
          "the lease file "
              + names.current()
              + " is in use, by another name (a link, or a mount), by "
              + Processes.name(owner.get())
              + ". Stop that server, or give this one a lease file of its own");
    }
    if (file.sizeBytes() != sizeBytes) {
      throw new LeaseFileException(
          "the lease file "
              + names.current()
              + " was changed by somebody else while it was read. Start again when nobody uses it");
    }
  }

  private static DiskFile replaceCurrent(Disk disk, LeaseFileNames names) throws IOException {
    DiskFile file = LeaseJournal.begin(disk, names, names.fresh());
    disk.rename(names.fresh(), names.current());
    disk.sync();
    return file;
  }

  private static void closeQuietly(DiskLock lock) {
    try {
      lock.close();
    } catch (IOException _) {
      // It ends with the process.
    }
  }

  /// What was found at the start.
  public LoadReport loaded() {
    return loaded;
  }

  /// The leases in memory: for counters and settings. Changes of it would not reach the file.
  public LeaseTable table() {
    return table;
  }

  /// Whether an earlier process, of this program or of Kea, was cut off while it compacted, so that
  /// compaction is due at once.
  public boolean compactionDue() {
    return loaded.files().contains(names.copy());
  }

  /// Whether somebody else has removed or replaced the file, so that a compaction has to write it
  /// anew at once. Any thread may ask.
  public boolean astray() {
    return journal.astray();
  }

  /// A compaction of the file (Kea: lfc-interval), to be stepped to its end. One at a time.
  public Compaction compaction() {
    return new LeaseCompaction(options.disk(), names, table, journal, options.events());
  }

  @Override
  public boolean accepting() {
    return journal.accepting();
  }

  @Override
  public boolean working() {
    return journal.working();
  }

  @Override
  public boolean commit(Commit commit) {
    return journal.commit(commit);
  }

  @Override
  public int commitOnce() {
    return journal.commitOnce();
  }

  @Override
  public void awaitWork(long nanos) {
    journal.awaitWork(nanos);
  }

  @Override
  public void inspect() {
    journal.inspect();
  }

  @Override
  public void expect(ExpectedClients clients) {
    table.expect(clients);
  }

  @Override
  public boolean apply(List<LeaseChange> changes) {
    return table.apply(changes, writing);
  }

  private void write(LeaseChange change) {
    if (!change.durable()) {
      return;
    }
    if (change.wanted().isPresent()) {
      journal.append(change.wanted().get());
    } else {
      journal.appendRemoval(change.believed().orElseThrow());
    }
  }

  @Override
  public Optional<Lease> lease(Ipv4 address) {
    return table.lease(address);
  }

  @Override
  public List<Lease> ofClientId(Bytes clientId) {
    return table.ofClientId(clientId);
  }

  @Override
  public List<Lease> ofHardwareAddress(HardwareAddress chaddr) {
    return table.ofHardwareAddress(chaddr);
  }

  @Override
  public List<Lease> ofClient(ClientIdentity client) {
    return table.ofClient(client);
  }

  @Override
  public Optional<Ipv4> available(Pool pool, long nowSeconds) {
    return table.available(pool, nowSeconds);
  }

  @Override
  public LeaseCounts counts(Pool pool) {
    return table.counts(pool);
  }

  @Override
  public Optional<Limit.Reached> reached(List<LeaseChange> changes) {
    return table.reached(changes);
  }

  @Override
  public List<Lease> ended(long nowSeconds, int limit) {
    return table.ended(nowSeconds, limit);
  }

  @Override
  public List<Lease> former(long endedBySeconds, int limit) {
    return table.former(endedBySeconds, limit);
  }

  @Override
  public void close() {
    journal.inspect();
    if (journal.astray()) {
      // What was acknowledged is in a file that nobody will find.
      Compaction last = compaction();
      while (last.step() != Compaction.Progress.DONE) {
        journal.commitOnce();
      }
    }
    journal.close();
    closeQuietly(lock);
  }
}
