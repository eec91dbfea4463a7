package org.lessor.server;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lessor.config.LeaseChecks;
import org.lessor.config.LeaseDatabase;
import org.lessor.engine.Lease;
import org.lessor.engine.LeaseTable;
import org.lessor.engine.Settings;
import org.lessor.store.CommitThread;
import org.lessor.store.CompactionThread;
import org.lessor.store.DiskFailure;
import org.lessor.store.DurableLeaseStore;
import org.lessor.store.LeaseFileEvent;
import org.lessor.store.LeaseFileException;
import org.lessor.store.LeaseFileOptions;
import org.lessor.store.LeaseFilePlace;
import org.lessor.store.LeaseFileStore;
import org.lessor.store.LoadReport;
import org.lessor.store.MemoryLeaseStore;
import org.lessor.store.NioDisk;
import org.lessor.store.RoomThread;
import org.lessor.wire.Ipv4;

/// The lease store of a running server with its threads, and the log lines about it.
final class LeaseKeeper implements AutoCloseable {
  /// How many leases of a kind are named.
  static final int MAX_NAMED = 100;

  private final DurableLeaseStore store;
  private final LeaseTable table;
  private final EventLog log;
  private volatile Set<Ipv4> outside = Set.of();
  private final Deque<Runnable> closing = new ArrayDeque<>();
  private boolean committing;
  private boolean closed;

  private LeaseKeeper(DurableLeaseStore store, LeaseTable table, EventLog log) {
    this.store = store;
    this.table = table;
    this.log = log;
  }

  /// Opens the store that the configuration asks for and loads its leases.
  ///
  /// @param file where leases are kept unless the configuration names a file
  /// @param hashSecret a random number that nobody else knows
  static LeaseKeeper open(
      LeaseDatabase database, Path file, Settings settings, long hashSecret, EventLog log)
      throws StartFailure {
    if (database.persistence() == LeaseDatabase.Persistence.MEMORY) {
      LeaseTable table = new LeaseTable(settings, hashSecret);
      return new LeaseKeeper(new MemoryLeaseStore(table), table, log);
    }
    Path path = database.name().map(name -> place(name, file)).orElse(file).toAbsolutePath();
    if (path.getFileName() == null) {
      throw new StartFailure("\"" + path + "\" cannot be a lease file: name a file in a directory");
    }
    LeaseFilePlace place = prepare(path);
    long began = System.nanoTime();
    LeaseFileStore store;
    try {
      store =
          LeaseFileStore.open(
              new LeaseFileOptions(
                  new NioDisk(place.directory()),
                  place.name(),
                  database.maxRowErrors(),
                  event -> tell(event, place.directory(), log)),
              settings,
              hashSecret,
              System.currentTimeMillis() / 1000);
    } catch (LeaseFileException failure) {
      String remedy =
          failure.getCause() instanceof IOException cause
              ? "; " + DiskFailure.remedy(cause, place.directory())
              : "";
      throw new StartFailure(
          "in " + place.directory() + ": " + failure.getMessage() + remedy, failure);
    }
    LeaseKeeper keeper = new LeaseKeeper(store, store.table(), log);
    keeper.tellLoaded(place.file(), store.loaded(), Duration.ofNanos(System.nanoTime() - began));
    CompactionThread compaction =
        CompactionThread.start(store, Duration.ofSeconds(database.lfcIntervalSeconds()));
    keeper.closing.add(compaction::close);
    return keeper;
  }

  /// Finds the place of the lease file, and makes its directory where there is none.
  private static LeaseFilePlace prepare(Path path) throws StartFailure {
    try {
      LeaseFilePlace place = LeaseFilePlace.of(path);
      place.makeDirectory();
      return LeaseFilePlace.of(path);
    } catch (IOException failure) {
      throw new StartFailure(
          "cannot find or make the directory "
              + path.getParent()
              + " of the lease file: "
              + DiskFailure.reason(failure)
              + "; make it, or name another file with --lease-file",
          failure);
    }
  }

  /// Kea 3 names a file inside its data directory; earlier ones give a path.
  private static Path place(String name, Path usual) {
    Path given = Path.of(name);
    return given.isAbsolute() ? given : usual.toAbsolutePath().resolveSibling(given);
  }

  /// Begins to bring changes to stable storage. Called once, when those who hand in commits are
  /// ready for their ends.
  void start() {
    CommitThread commits = CommitThread.start(store);
    committing = true;
    RoomThread room = RoomThread.start(table);
    closing.add(room::close);
    closing.add(commits::close);
  }

  DurableLeaseStore store() {
    return store;
  }

  /// Has the leases in memory follow new settings.
  void settings(Settings settings) {
    table.settings(settings);
  }

  /// Names the leases that belong to no subnet now, or to no pool, and did when it was last asked.
  void tellNewlyOutside() {
    List<Lease> homeless = table.outside();
    List<Lease> poolless = table.outsidePools();
    tell(ServerEvent.LESSOR_LEASE_OUTSIDE_SUBNETS, homeless);
    tell(ServerEvent.LESSOR_LEASE_OUTSIDE_POOLS, poolless);
    outside = addresses(homeless, poolless);
  }

  private static Set<Ipv4> addresses(List<Lease> homeless, List<Lease> poolless) {
    return Stream.concat(homeless.stream(), poolless.stream())
        .map(Lease::address)
        .collect(Collectors.toUnmodifiableSet());
  }

  private void tellLoaded(Path path, LoadReport report, Duration took) {
    report
        .torn()
        .ifPresent(torn ->
            log.write(
                ServerEvent.DHCPSRV_MEMFILE_TORN_TAIL,
                "file="
                    + torn.file()
                    + " line="
                    + torn.line()
                    + " loaded="
                    + torn.complete()
                    + " text=\""
                    + torn.text()
                    + "\""));
    if (!report.unknownColumns().isEmpty()) {
      log.write(
          ServerEvent.DHCPSRV_MEMFILE_NEEDS_DOWNGRADING,
          "file=" + path + " columns=" + String.join(",", report.unknownColumns()));
    }
    for (LoadReport.BrokenLine broken : report.broken()) {
      log.write(
          ServerEvent.DHCPSRV_MEMFILE_LEASE_LOAD_ROW_ERROR,
          "file="
              + broken.file()
              + " line="
              + broken.line()
              + " reason=\""
              + broken.reason()
              + "\"");
    }
    report
        .unreadable()
        .ifPresent(name ->
            log.write(
                ServerEvent.LESSOR_LEASE_LINES_UNREADABLE,
                "lines="
                    + report.brokenLines()
                    + " named="
                    + report.broken().size()
                    + " kept="
                    + path.resolveSibling(name)));
    log.write(
        ServerEvent.DHCPSRV_MEMFILE_LEASE_FILE_LOAD,
        "file="
            + path
            + " files="
            + report.files().size()
            + " lines="
            + report.lines()
            + " broken="
            + report.brokenLines()
            + " leases="
            + table.size()
            + " ms="
            + took.toMillis());
  }

  /// Does about leases that fit no subnet what is to be done, and names those that are left.
  void check(LeaseChecks checks) {
    new LeaseSanity(store, table.settings(), log).check(table.outside(), checks);
    if (checks == LeaseChecks.NONE) {
      outside = addresses(table.outside(), table.outsidePools());
    } else {
      tellNewlyOutside();
    }
  }

  private void tell(ServerEvent event, List<Lease> leases) {
    List<Lease> fresh =
        leases.stream().filter(lease -> !outside.contains(lease.address())).toList();
    for (Lease lease : fresh.subList(0, Math.min(MAX_NAMED, fresh.size()))) {
      log.write(event, "address=" + lease.address() + " subnet=" + lease.subnetId());
    }
    if (fresh.size() > MAX_NAMED) {
      log.write(event, "more=" + (fresh.size() - MAX_NAMED));
    }
  }

  private static void tell(LeaseFileEvent event, Path directory, EventLog log) {
    switch (event) {
      case LeaseFileEvent.Stalled(String name, IOException cause) ->
          log.write(
              ServerEvent.LESSOR_LEASES_NOT_DURABLE,
              failed(directory.resolve(name), cause) + " resumes=by-itself");
      case LeaseFileEvent.Failed(String name, IOException cause) ->
          log.write(
              ServerEvent.LESSOR_LEASES_NOT_DURABLE,
              failed(directory.resolve(name), cause) + " resumes=after-restart");
      case LeaseFileEvent.Resumed(String name) ->
          log.write(ServerEvent.LESSOR_LEASES_DURABLE_AGAIN, "file=" + directory.resolve(name));
      case LeaseFileEvent.Astray(String name, String replaced) ->
          log.write(
              ServerEvent.LESSOR_LEASE_FILE_ASTRAY,
              "file=" + directory.resolve(name) + " set-aside=" + directory.resolve(replaced));
      case LeaseFileEvent.Compacted(String name, long leases) ->
          log.write(
              ServerEvent.DHCPSRV_MEMFILE_LFC_EXECUTE,
              "file=" + directory.resolve(name) + " leases=" + leases);
      case LeaseFileEvent.CompactionFailed(String name, IOException cause) ->
          log.write(ServerEvent.DHCPSRV_MEMFILE_LFC_FAIL, failed(directory.resolve(name), cause));
    }
  }

  private static String failed(Path file, IOException cause) {
    return "file=" + file + " reason=\"" + DiskFailure.reason(cause) + "\"";
  }

  /// Ends the threads; what was handed in is committed, if the disk lets it, and the store is
  /// closed. A second call does nothing.
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    closing.forEach(Runnable::run);
    if (!committing) {
      store.close();
    }
  }
}
