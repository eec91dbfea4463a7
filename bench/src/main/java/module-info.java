import org.jspecify.annotations.NullMarked;

/// Programs that measure: the bare loop, the comparison of servers, benchmarks. Nothing ships from
/// here.
// JMH has no module descriptor. The benchmarks run on the class path, as JMH's forks do.
@SuppressWarnings("requires-automatic")
@NullMarked
module org.lessor.bench {
  requires static transitive org.jspecify;
  requires info.picocli;
  requires jmh.core;
  requires transitive org.lessor.cli;
  requires transitive org.lessor.linux;
  requires transitive org.lessor.load;

  // picocli fills in annotated fields by reflection.
  opens org.lessor.bench to
      info.picocli;
}
