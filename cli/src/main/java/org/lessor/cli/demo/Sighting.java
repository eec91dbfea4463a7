package org.lessor.cli.demo;

/// One thing that was seen, and when.
///
/// @param atNanos by the clock of [System#nanoTime]
record Sighting(long atNanos, Observed what) {}
