package org.lessor.linux.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Sizes and offsets as a C compiler gives them on x86-64 and aarch64 (`sizeof`, `offsetof`).
class StructLayoutTest {
  @Test
  void sizesAreThoseOfTheCStructs() {
    assertThat(SockaddrIn.SIZE).isEqualTo(16);
    assertThat(InPktinfo.SIZE).isEqualTo(12);
    assertThat(SockaddrLl.SIZE).isEqualTo(20);
    assertThat(SockaddrNl.SIZE).isEqualTo(12);
    assertThat(Iovec.SIZE).isEqualTo(16);
    assertThat(Mmsghdr.SIZE).isEqualTo(64);
    assertThat(Cmsghdr.SIZE).isEqualTo(16);
    assertThat(TpacketAuxdata.SIZE).isEqualTo(20);
    assertThat(SockFilter.SIZE).isEqualTo(8);
    assertThat(SockFprog.SIZE).isEqualTo(16);
    assertThat(Timespec.SIZE).isEqualTo(16);
    assertThat(Itimerspec.SIZE).isEqualTo(32);
    assertThat(Pollfd.SIZE).isEqualTo(8);
    assertThat(Nlmsghdr.SIZE).isEqualTo(16);
    assertThat(Nlmsgerr.SIZE).isEqualTo(20);
    assertThat(Rtattr.SIZE).isEqualTo(4);
    assertThat(Ifinfomsg.SIZE).isEqualTo(16);
    assertThat(Ifaddrmsg.SIZE).isEqualTo(8);
    assertThat(IfaCacheinfo.SIZE).isEqualTo(16);
    assertThat(Rtmsg.SIZE).isEqualTo(12);
    assertThat(Rtnexthop.SIZE).isEqualTo(8);
    assertThat(Ndmsg.SIZE).isEqualTo(12);
    assertThat(SockaddrUn.SIZE).isEqualTo(110);
  }

  @Test
  void offsetsAreThoseOfTheCStructs() {
    assertThat(SockaddrIn.SIN_ADDR).isEqualTo(4);
    assertThat(InPktinfo.IPI_ADDR).isEqualTo(8);
    assertThat(SockaddrLl.SLL_IFINDEX).isEqualTo(4);
    assertThat(SockaddrLl.SLL_HALEN).isEqualTo(11);
    assertThat(SockaddrLl.SLL_ADDR).isEqualTo(12);
    assertThat(SockaddrNl.NL_GROUPS).isEqualTo(8);
    assertThat(Iovec.IOV_LEN).isEqualTo(8);
    assertThat(Mmsghdr.MSG_IOV).isEqualTo(16);
    assertThat(Mmsghdr.MSG_CONTROL).isEqualTo(32);
    assertThat(Mmsghdr.MSG_CONTROLLEN).isEqualTo(40);
    assertThat(Mmsghdr.MSG_FLAGS).isEqualTo(48);
    assertThat(Mmsghdr.MSG_LEN).isEqualTo(56);
    assertThat(Cmsghdr.CMSG_TYPE).isEqualTo(12);
    assertThat(TpacketAuxdata.TP_VLAN_TCI).isEqualTo(16);
    assertThat(SockFilter.K).isEqualTo(4);
    assertThat(SockFprog.FILTER).isEqualTo(8);
    assertThat(Timespec.TV_NSEC).isEqualTo(8);
    assertThat(Itimerspec.IT_VALUE).isEqualTo(16);
    assertThat(Pollfd.REVENTS).isEqualTo(6);
    assertThat(Nlmsghdr.NLMSG_SEQ).isEqualTo(8);
    assertThat(Nlmsgerr.MSG).isEqualTo(4);
    assertThat(Ifinfomsg.IFI_INDEX).isEqualTo(4);
    assertThat(Ifinfomsg.IFI_CHANGE).isEqualTo(12);
    assertThat(Ifaddrmsg.IFA_INDEX).isEqualTo(4);
    assertThat(IfaCacheinfo.IFA_VALID).isEqualTo(4);
    assertThat(Rtmsg.RTM_TYPE).isEqualTo(7);
    assertThat(Rtmsg.RTM_FLAGS).isEqualTo(8);
    assertThat(Rtnexthop.RTNH_IFINDEX).isEqualTo(4);
    assertThat(SockaddrUn.SUN_PATH).isEqualTo(2);
    assertThat(Ndmsg.NDM_IFINDEX).isEqualTo(4);
    assertThat(Ndmsg.NDM_STATE).isEqualTo(8);
  }
}
