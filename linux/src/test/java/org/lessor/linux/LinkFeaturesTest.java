package org.lessor.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lessor.linux.netlink.RouteEvent;
import org.lessor.linux.netlink.RouteMonitor;

class LinkFeaturesTest {
  @Test
  void whatIsNotThereIsSaid() throws Exception {
    try (LinkFeatures features = LinkFeatures.open()) {
      // Before the names of features are known, and after.
      assertThatThrownBy(() -> features.active("nosuch0", LinkFeatures.TX_UDP_SEGMENTATION))
          .isInstanceOf(ErrnoException.class)
          .hasMessageContaining("ENODEV");
      assertThat(features.active("lo", "no-such-feature")).isEmpty();
      assertThat(features.active("lo", LinkFeatures.TX_UDP_SEGMENTATION)).contains(true);
      assertThatThrownBy(() -> features.active("nosuch0", LinkFeatures.TX_UDP_SEGMENTATION))
          .isInstanceOf(ErrnoException.class)
          .hasMessage(
              "ask whether interface nosuch0 has tx-udp-segmentation: ENODEV (no such device)");
      assertThatThrownBy(
              () -> features.active("lo-and-much-more", LinkFeatures.TX_UDP_SEGMENTATION))
          .isInstanceOf(ErrnoException.class)
          .hasMessageContaining("no interface can have so long a name");
    }
  }

  @Test
  @RequiresCapability({Capability.CAP_SYS_ADMIN, Capability.CAP_NET_ADMIN})
  void aChangeIsSeenAndTold() throws Exception {
    try (Cable cable = new Cable();
        LinkFeatures features = cable.near().inside(LinkFeatures::open);
        RouteMonitor monitor =
            cable.near().inside(() -> RouteMonitor.open(EnumSet.of(RouteMonitor.Topic.LINKS)))) {
      String link = cable.nearLink().name();
      for (boolean wanted : new boolean[] {false, true}) {
        assertThat(features.active(link, LinkFeatures.TX_UDP_SEGMENTATION)).contains(!wanted);
        monitor.receive(_ -> {}); // what was told before
        features.change(link, LinkFeatures.TX_UDP_SEGMENTATION, wanted);
        assertThat(features.active(link, LinkFeatures.TX_UDP_SEGMENTATION)).contains(wanted);
        assertThat(linksTold(monitor)).contains(cable.nearLink().index());
      }
    }
  }

  private static Set<Integer> linksTold(RouteMonitor monitor) throws IOException {
    Set<Integer> told = new HashSet<>();
    monitor.receive(event -> {
      if (event instanceof RouteEvent.LinkChanged(var changed)) {
        told.add(changed.index());
      }
    });
    return told;
  }

  @Test
  @RequiresCapability({Capability.CAP_SYS_ADMIN, Capability.CAP_NET_ADMIN})
  void whatCannotBeChangedIsRefused() throws Exception {
    try (Cable cable = new Cable();
        LinkFeatures features = cable.near().inside(LinkFeatures::open)) {
      String link = cable.nearLink().name();
      assertThatThrownBy(() -> features.change(link, "netns-local", true))
          .isInstanceOf(ErrnoException.class)
          .hasMessageContaining("switch netns-local of interface lsr-near on: ");
      assertThatThrownBy(() -> features.change(link, "no-such-feature", true))
          .isInstanceOf(ErrnoException.class)
          .hasMessageContaining("this kernel does not know it");
    }
  }
}
