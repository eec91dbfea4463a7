package org.lessor.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lessor.engine.LeaseFixtures.settings;
import static org.lessor.engine.LeaseFixtures.subnet;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.lessor.engine.LeaseStoreContract;
import org.lessor.engine.LeaseTable;
import org.lessor.engine.Settings;

class MemoryLeaseStoreTest implements LeaseStoreContract {
  @Override
  public MemoryLeaseStore store(Settings settings) {
    return new MemoryLeaseStore(new LeaseTable(settings, 1));
  }

  @Test
  void commitsAreCalledInTheirOrderByTheThreadThatCommits() {
    MemoryLeaseStore store = store(settings(subnet(1, "192.0.2.0/24")));
    List<Integer> called = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      int n = i;
      Commit commit =
          new Commit() {
            @Override
            public void durable() {
              called.add(n);
            }

            @Override
            public void lost() {
              throw new AssertionError();
            }
          };
      assertThat(store.commit(commit)).isTrue();
    }
    assertThat(called).isEmpty();
    store.awaitWork(TimeUnit.MINUTES.toNanos(1));
    assertThat(store.commitOnce()).isEqualTo(3);
    assertThat(called).containsExactly(0, 1, 2);
    store.close();
    assertThat(store.accepting()).isFalse();
  }
}
