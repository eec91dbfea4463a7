import org.jspecify.annotations.NullMarked;

/// Programs that measure: the bare loop, the comparison of servers, benchmarks. Nothing ships from
/// here.
@NullMarked
module org.lessor.bench {
  requires static transitive org.jspecify;
  requires transitive org.lessor.cli;
  requires transitive org.lessor.linux;
}
