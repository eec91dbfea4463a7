package org.lessor.lab.simulation;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.lessor.engine.Lifetimes;
import org.lessor.engine.Parameters;
import org.lessor.engine.PingCheck;
import org.lessor.engine.Reuse;
import org.lessor.engine.Settings;
import org.lessor.engine.Timers;
import org.lessor.server.Reclaiming;

/// What one run is made of. All that is not said here is drawn from the seed as the run goes on.
///
/// @param servers how many servers share the first link
/// @param sharing what pools they have
/// @param links 1, or 2 where clients also live behind a relay of the first server
/// @param clients how many clients there are
/// @param reserved for how many of them an address is reserved
/// @param room whether there are addresses for all
/// @param parameters of all subnets
/// @param probationSeconds how long declined addresses are set aside
/// @param holdSeconds how long ended leases are remembered
/// @param clientIds whether replies repeat option 61
/// @param reclaiming how ended leases are put back
/// @param compactionSeconds how often lease files are made compact
/// @param length how much virtual time it takes
/// @param troubles what may come from outside
/// @param deeds what clients may do
record Plan(
    long seed,
    int servers,
    Sharing sharing,
    int links,
    int clients,
    int reserved,
    Room room,
    Parameters parameters,
    long probationSeconds,
    long holdSeconds,
    Settings.ClientIdEcho clientIds,
    Reclaiming reclaiming,
    long compactionSeconds,
    Duration length,
    Set<Trouble> troubles,
    Set<Deed> deeds) {
  /// So many exchanges are enough for one run.
  private static final long EXCHANGES = 4_000;

  private static final List<Long> LEASE_SECONDS =
      List.of(20L, 60L, 120L, 600L, 3_600L, 7_200L, 43_200L, 86_400L);

  /// What pools several servers have.
  enum Sharing {
    /// Each has addresses of its own.
    SPLIT,
    /// All have the same addresses and know nothing of one another, which nobody should do.
    SHARED
  }

  /// How the number of addresses compares to that of clients.
  enum Room {
    /// Each server could serve all clients.
    AMPLE,
    /// There are less addresses than clients.
    TIGHT
  }

  /// Copies the sets.
  Plan {
    troubles = Set.copyOf(troubles);
    deeds = Set.copyOf(deeds);
  }

  /// The run of this seed.
  static Plan of(long seed) {
    RandomGenerator random = new SplittableRandom(seed * 0x9e3779b97f4a7c15L + 1);
    long leaseSeconds = one(LEASE_SECONDS, random);
    int clients = 5 + (int) Math.pow(random.nextDouble() * 14, 2);
    return new Plan(
        seed,
        one(List.of(1, 1, 1, 2, 2, 3), random),
        one(List.of(Sharing.SPLIT, Sharing.SPLIT, Sharing.SPLIT, Sharing.SHARED), random),
        one(List.of(1, 1, 2), random),
        clients,
        one(List.of(0, 0, 1, 5), random),
        one(List.of(Room.AMPLE, Room.AMPLE, Room.AMPLE, Room.TIGHT), random),
        parameters(leaseSeconds, random),
        one(List.of(60L, 600L, 86_400L), random),
        one(List.of(0L, 60L, 3_600L), random),
        one(List.of(Settings.ClientIdEcho.values()), random),
        new Reclaiming(one(List.of(0L, 1L, 10L), random), one(List.of(1, 100), random)),
        one(List.of(0L, 60L, 600L, 3_600L), random),
        length(clients, leaseSeconds),
        some(EnumSet.allOf(Trouble.class), random),
        some(EnumSet.allOf(Deed.class), random));
  }

  /// The run of this seed with nothing but clients that come, stay and go properly.
  static Plan calm(long seed) {
    return of(seed).with(EnumSet.noneOf(Trouble.class)).withDeeds(Set.of(Deed.RELEASE, Deed.STOP));
  }

  private static Parameters parameters(long leaseSeconds, RandomGenerator random) {
    PingCheck.Mode mode = one(List.of(PingCheck.Mode.values()), random);
    return Parameters.of(Lifetimes.fixed(leaseSeconds))
        .withTimers(
            one(
                List.of(
                    Timers.UNSENT,
                    new Timers(
                        OptionalLong.empty(), OptionalLong.empty(), Timers.Fractions.STANDARD)),
                random))
        .withAuthority(one(List.of(Parameters.Authority.values()), random))
        .withMatching(one(List.of(Parameters.Matching.values()), random))
        .withOfferHoldSeconds(one(List.of(10L, 60L), random))
        .withReuse(one(List.of(Reuse.NONE, Reuse.STANDARD), random))
        .withPingCheck(
            mode == PingCheck.Mode.OFF ? PingCheck.OFF : new PingCheck(mode, 1, 500, 60));
  }

  private static Duration length(int clients, long leaseSeconds) {
    long seconds = EXCHANGES * leaseSeconds / 2 / clients;
    return Duration.ofSeconds(Math.clamp(seconds, 3_600, 5 * 86_400));
  }

  static <T> T one(List<T> of, RandomGenerator random) {
    return of.get(random.nextInt(of.size()));
  }

  private static <E extends Enum<E>> Set<E> some(EnumSet<E> of, RandomGenerator random) {
    double share = random.nextDouble();
    EnumSet<E> chosen = EnumSet.copyOf(of);
    chosen.removeIf(each -> random.nextDouble() >= share);
    return chosen;
  }

  Plan with(Set<Trouble> other) {
    return new Plan(
        seed,
        servers,
        sharing,
        links,
        clients,
        reserved,
        room,
        parameters,
        probationSeconds,
        holdSeconds,
        clientIds,
        reclaiming,
        compactionSeconds,
        length,
        other,
        deeds);
  }

  Plan withDeeds(Set<Deed> other) {
    return new Plan(
        seed,
        servers,
        sharing,
        links,
        clients,
        reserved,
        room,
        parameters,
        probationSeconds,
        holdSeconds,
        clientIds,
        reclaiming,
        compactionSeconds,
        length,
        troubles,
        other);
  }

  /// A generator of chances that no other part of the run draws from.
  SplittableRandom chance(String part, int number) {
    return new SplittableRandom(seed * 31 + part.hashCode() * 7919L + number * 104_729L);
  }
}
