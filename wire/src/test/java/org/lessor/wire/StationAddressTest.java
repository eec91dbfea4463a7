package org.lessor.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class StationAddressTest {
  private static HardwareAddress address(int htype, String hex) {
    return new HardwareAddress(htype, Bytes.ofHex(hex));
  }

  @Test
  void sixBytesNameAStationWhateverTypeTheyAreSaidToHave() {
    for (int htype : new int[] {0, 1, 6, 255}) {
      assertThat(StationAddress.of(address(htype, "00005e000001")))
          .map(StationAddress::hardware)
          .contains(HardwareAddress.ethernet("00:00:5e:00:00:01"));
    }
  }

  @Test
  void groupsAndNobodyAndOtherLengthsAreNoStation() {
    for (int htype : new int[] {0, 1, 6, 255}) {
      for (String hex :
          new String[] {"", "02", "0200000000", "02000000000102", "010000000001", "ffffffffffff"}) {
        assertThat(StationAddress.of(address(htype, hex))).as(hex).isEmpty();
      }
      assertThat(StationAddress.of(address(htype, "000000000000"))).isEmpty();
    }
  }

  @Test
  void thereIsNoOtherWayToMakeOne() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new StationAddress(address(1, "0102")))
        .withMessageContaining("01:02");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new StationAddress(address(6, "020000000001")));
  }
}
