package org.lessor.lab.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Named.named;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lessor.wire.MessageType;
import org.slf4j.LoggerFactory;

/// Runs of the whole server and many clients at virtual time, from fixed seeds.
///
/// `JAVA_TOOL_OPTIONS=-Dlessor.seed=N` runs one seed; `-Dlessor.simulation.seconds=600` runs fresh
/// seeds for that long.
class SimulationTest {
  private static final long NANOS = 1_000_000_000L;

  private static final Logger LOG = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);

  /// Days of leases in seconds: nobody reads these lines, and writing them costs more than the run.
  @BeforeAll
  static void silence() {
    LOG.setLevel(Level.OFF);
  }

  @AfterAll
  static void speak() {
    LOG.setLevel(Level.DEBUG);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void clientsThatComeStayAndGoAreServedOnACalmNetwork(long seed) {
    Simulation.Result result = Simulation.run(Plan.calm(seed), Sabotage.NONE);
    assertThat(result.sent()).containsKey(MessageType.DHCPACK);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void everyPromiseIsKeptInTrouble(long seed) {
    Simulation.Result result = Simulation.run(Plan.of(seed), Sabotage.NONE);
    assertThat(result.steps()).isPositive();
    assertThat(result.length()).isGreaterThanOrEqualTo(Duration.ofHours(1));
  }

  @Test
  void oneSeedOrFreshOnesRunOnDemand() {
    Optional<Long> seed = Optional.ofNullable(Long.getLong("lessor.seed"));
    seed.ifPresent(given -> Simulation.run(Plan.of(given), Sabotage.NONE));
    long end = System.nanoTime() + Long.getLong("lessor.simulation.seconds", 0) * NANOS;
    long fresh = System.nanoTime() & 0xffff_ffffL;
    while (System.nanoTime() < end) {
      Simulation.run(Plan.of(fresh++), Sabotage.NONE);
    }
    assertThat(System.nanoTime()).isGreaterThanOrEqualTo(end);
  }

  static Stream<Arguments> sabotages() {
    return Stream.of(
        arguments(
            named("a disk that only pretends to sync", Sabotage.NONE.withDisk(PretendingDisk::new)),
            "DURABLE"),
        arguments(
            named("leases that give one address twice", Sabotage.NONE.withLeases(GivingTwice::new)),
            "ONE_"),
        arguments(
            named("a port that broadcasts everything", Sabotage.NONE.withPort(Shouting::new)),
            "WELL_ADDRESSED"),
        arguments(
            named("hosts that never let an address go", Sabotage.NONE.withKernel(Clinging::new)),
            "WITHIN_LEASE"));
  }

  @ParameterizedTest
  @MethodSource("sabotages")
  void sabotageIsFound(Sabotage sabotage, String promise) {
    assertThatThrownBy(
            () -> {
              for (long seed : List.of(1L, 2L, 3L, 4L)) {
                Simulation.run(Plan.of(seed), sabotage);
              }
            })
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(": " + promise);
  }
}
