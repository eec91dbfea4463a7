package org.lessor.linux;

import org.lessor.linux.netlink.InterfaceAddress;
import org.lessor.linux.netlink.Link;
import org.lessor.linux.netlink.Rtnetlink;

/// Two hosts with a cable between: namespaces and a veth pair, for tests. The near host has
/// 192.0.2.1/24 and the far one, until told otherwise, no address.
public final class Cable implements AutoCloseable {
  public static final Ip4 NEAR_ADDRESS = Ip4.of("192.0.2.1");

  private final NetworkNamespace near = NetworkNamespace.create();
  private final NetworkNamespace far = NetworkNamespace.create();
  private final Rtnetlink nearKernel = near.inside(Rtnetlink::open);
  private final Rtnetlink farKernel = far.inside(Rtnetlink::open);
  private final Link nearLink;
  private final Link farLink;

  public Cable() throws Exception {
    nearKernel.change().createVeth("lsr-near", "lsr-far", far);
    int nearIndex = nearKernel.link("lsr-near").orElseThrow().index();
    int farIndex = farKernel.link("lsr-far").orElseThrow().index();
    nearKernel.change().up(nearIndex);
    farKernel.change().up(farIndex);
    nearKernel.addAddress(InterfaceAddress.of(nearIndex, NEAR_ADDRESS, 24));
    nearLink = nearKernel.link(nearIndex).orElseThrow();
    farLink = farKernel.link(farIndex).orElseThrow();
  }

  public NetworkNamespace near() {
    return near;
  }

  public NetworkNamespace far() {
    return far;
  }

  public Rtnetlink nearKernel() {
    return nearKernel;
  }

  public Rtnetlink farKernel() {
    return farKernel;
  }

  public Link nearLink() {
    return nearLink;
  }

  public Link farLink() {
    return farLink;
  }

  @Override
  public void close() {
    nearKernel.close();
    farKernel.close();
    near.close();
    far.close();
  }
}
