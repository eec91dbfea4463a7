package org.lessor.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lessor.engine.LeaseFixtures.NOW;
import static org.lessor.engine.LeaseFixtures.settings;
import static org.lessor.engine.LeaseFixtures.subnet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A lease file that has more than one name is one lease file.
class LeaseFilePlaceTest {
  @TempDir private Path temporary;
  private Path here;
  private Path there;

  @BeforeEach
  void directories() throws IOException {
    here = Files.createDirectory(temporary.toRealPath().resolve("here"));
    there = Files.createDirectory(temporary.toRealPath().resolve("there"));
  }

  private static LeaseFileStore open(Path file) throws IOException, LeaseFileException {
    LeaseFilePlace place = LeaseFilePlace.of(file);
    return LeaseFileStore.open(
        new LeaseFileOptions(new NioDisk(place.directory()), place.name(), 0, event -> {}),
        settings(subnet(1, "192.0.2.0/24", "192.0.2.8-192.0.2.200")),
        1,
        NOW);
  }

  @Test
  void aPlaceIsBehindAllLinks() throws IOException {
    Path file = there.resolve("leases.csv");
    Files.createSymbolicLink(here.resolve("one"), Path.of("two"));
    Files.createSymbolicLink(here.resolve("two"), file);
    Files.createSymbolicLink(temporary.resolve("folder"), there);
    LeaseFilePlace place = new LeaseFilePlace(there, "leases.csv");
    assertThat(LeaseFilePlace.of(here.resolve("one"))).as("before there is one").isEqualTo(place);
    Files.createFile(file);
    assertThat(LeaseFilePlace.of(here.resolve("one"))).isEqualTo(place);
    assertThat(LeaseFilePlace.of(temporary.resolve("folder/leases.csv"))).isEqualTo(place);
    assertThat(place.file()).isEqualTo(file);
  }

  @Test
  void linksInACircleAreNoPlace() throws IOException {
    Files.createSymbolicLink(here.resolve("one"), Path.of("two"));
    Files.createSymbolicLink(here.resolve("two"), Path.of("one"));
    assertThatThrownBy(() -> LeaseFilePlace.of(here.resolve("one")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("too many links");
  }

  @Test
  void aDirectoryIsMadeWithAllAboveIt() throws IOException {
    LeaseFilePlace place = LeaseFilePlace.of(here.resolve("a/b/leases.csv"));
    place.makeDirectory();
    assertThat(here.resolve("a/b")).isDirectory();
    place.makeDirectory();
  }

  @Test
  void throughALinkTheSecondServerMeetsTheFirst() throws Exception {
    Path file = there.resolve("leases.csv");
    Files.createSymbolicLink(here.resolve("leases.csv"), file);
    LeaseFileStore first = open(file);
    assertThatThrownBy(() -> open(here.resolve("leases.csv")))
        .isInstanceOf(LeaseFileException.class)
        .hasMessageContaining("in use by process " + ProcessHandle.current().pid());
    first.close();
    open(here.resolve("leases.csv")).close();
    assertThat(here.resolve("leases.csv")).as("the link stays").isSymbolicLink();
    assertThat(there.resolve("leases.csv")).isRegularFile();
  }

  @Test
  void soItDoesByAHardLinkAndWhereTheLockWasRemoved() throws Exception {
    Path file = there.resolve("leases.csv");
    LeaseFileStore first = open(file);
    Files.createLink(here.resolve("other.csv"), file);
    assertThatThrownBy(() -> open(here.resolve("other.csv")))
        .isInstanceOf(LeaseFileException.class)
        .hasMessageContaining("other.csv is in use, by another name");
    Files.delete(there.resolve("leases.csv.lock"));
    assertThatThrownBy(() -> open(file)).isInstanceOf(LeaseFileException.class);
    first.close();
  }
}
