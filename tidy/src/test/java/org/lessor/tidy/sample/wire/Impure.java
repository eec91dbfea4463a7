package org.lessor.tidy.sample.wire;

import java.io.IOException;
import java.net.DatagramSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.assertj.core.api.Assertions;

/// Breaks each rule about the core once; the name of the method says how.
final class Impure {
  private Impure() {}

  static long wallClock() {
    return System.currentTimeMillis();
  }

  static long monotonicClock() {
    return System.nanoTime();
  }

  static Instant now() {
    return Instant.now();
  }

  static LocalDate today() {
    return LocalDate.now();
  }

  static Instant clock() {
    return Clock.systemUTC().instant();
  }

  static Instant instantSource(InstantSource source) {
    return source.instant();
  }

  static void thread() {
    Thread.startVirtualThread(() -> {});
  }

  static void executor() {
    Executors.newVirtualThreadPerTaskExecutor().close();
  }

  static void background() {
    CompletableFuture.runAsync(() -> {}).join();
  }

  static void socket() throws IOException {
    new DatagramSocket().close();
  }

  static String file() throws IOException {
    return Files.readString(Path.of("a"));
  }

  static int random() {
    return new Random().nextInt();
  }

  static int splittableRandom() {
    return new SplittableRandom().nextInt();
  }

  static int threadLocalRandom() {
    return ThreadLocalRandom.current().nextInt();
  }

  static double mathRandom() {
    return Math.random();
  }

  static RandomGenerator randomGenerator() {
    return RandomGenerator.getDefault();
  }

  static UUID uuid() {
    return UUID.randomUUID();
  }

  static void shuffle(List<String> cards) {
    Collections.shuffle(cards);
  }

  static void print() {
    System.out.println();
  }

  static System.Logger logger() {
    return System.getLogger("a");
  }

  static org.slf4j.Logger slf4jLogger() {
    return org.slf4j.LoggerFactory.getLogger("a");
  }

  static java.util.logging.Logger julLogger() {
    return java.util.logging.Logger.getLogger("a");
  }

  static String environment() {
    return System.getenv("A");
  }

  static void dependency() {
    Assertions.fail("");
  }
}
