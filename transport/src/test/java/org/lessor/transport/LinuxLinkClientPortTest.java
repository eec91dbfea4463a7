package org.lessor.transport;

/// The client's port at its address, on a link between two hosts.
class LinuxLinkClientPortTest extends LinuxLinkServerPortTest {
  @Override
  PortEnds open() throws Exception {
    PortEnds ends = super.open();
    return new PortEnds(ends.peer(), ends.tested(), ends.world());
  }
}
