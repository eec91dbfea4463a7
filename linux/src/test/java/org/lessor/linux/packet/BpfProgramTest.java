package org.lessor.linux.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lessor.linux.Ip4;

class BpfProgramTest {
  @Test
  void instructionsAreThoseOfTheKernelsOwnAssembler() {
    // What tcpdump -dd prints for "udp dst port 68" over IPv4 on Ethernet.
    BpfProgram program =
        BpfProgram.assemble(
            """
                  ldh  [12]
                  jeq  #0x800, next, drop
            next: ldb  [23]
                  jeq  #0x11, udp, drop
            udp:  ldh  [20]
                  jset #0x1fff, drop, whole
            whole: ldxb 4*([14]&0xf)
                  ldh  [x + 16]
                  jeq  #0x44, keep, drop
            keep: ret  #262144
            drop: ret  #0
            """);
    assertThat(program.instructions())
        .isEqualTo(
            List.of(
                new BpfProgram.Instruction(0x28, 0, 0, 0x0000000c),
                new BpfProgram.Instruction(0x15, 0, 8, 0x00000800),
                new BpfProgram.Instruction(0x30, 0, 0, 0x00000017),
                new BpfProgram.Instruction(0x15, 0, 6, 0x00000011),
                new BpfProgram.Instruction(0x28, 0, 0, 0x00000014),
                new BpfProgram.Instruction(0x45, 4, 0, 0x00001fff),
                new BpfProgram.Instruction(0xb1, 0, 0, 0x0000000e),
                new BpfProgram.Instruction(0x48, 0, 0, 0x00000010),
                new BpfProgram.Instruction(0x15, 0, 1, 0x00000044),
                new BpfProgram.Instruction(0x6, 0, 0, 0x00040000),
                new BpfProgram.Instruction(0x6, 0, 0, 0x00000000)));
  }

  /// Each program keeps a packet whose first byte makes its condition hold.
  @ParameterizedTest
  @CsvSource({
    "jeq #7 keep, 7, 6",
    "jne #7 keep, 6, 7",
    "jgt #7 keep, 8, 7",
    "jge #7 keep, 7, 6",
    "jlt #7 keep, 6, 7",
    "jle #7 keep, 7, 8",
    "jset #4 keep, 12, 11",
  })
  void eachConditionalJumpDoesWhatItsNameSays(String jump, byte kept, byte dropped)
      throws Exception {
    String condition = jump.replace(" keep", ", keep");
    BpfProgram program = BpfProgram.assemble("ldb [0]\n" + condition + "\nret #0\nkeep: ret #100");
    try (FilterOnSocketPair filter = new FilterOnSocketPair(program)) {
      assertThat(filter.passes(new byte[] {kept})).isEqualTo(1);
      assertThat(filter.passes(new byte[] {dropped})).isZero();
    }
  }

  @Test
  void arithmeticAndRegistersWork() throws Exception {
    BpfProgram program =
        BpfProgram.assemble(
            """
            ldb [0]
            tax             ; x = first byte
            ld  #len
            sub x
            lsh #1
            jmp end
            ret #0          ; passed over
            end: ret a      ; twice (size - first byte) bytes are kept
            """);
    try (FilterOnSocketPair filter = new FilterOnSocketPair(program)) {
      assertThat(filter.passes(new byte[] {6, 0, 0, 0, 0, 0, 0, 0})).isEqualTo(4);
      assertThat(filter.passes(new byte[] {8, 0, 0, 0, 0, 0, 0, 0})).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "frob #1",
        "ldb 9",
        "jeq #1",
        "jeq #1, nowhere",
        "back: ldb [0]\njeq #1, back",
        "same: ldb [0]\nsame: ret #0",
        "ret b",
        "ldxb [0]",
        "",
      })
  void aTextThatIsNoProgramIsRefused(String text) {
    assertThatThrownBy(() -> BpfProgram.assemble(text))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aRefusedLineIsQuotedWithItsNumber() {
    assertThatThrownBy(() -> BpfProgram.assemble("ret #1\n  jeq #1, nowhere ; hm"))
        .hasMessage("BPF line 2 (jeq #1, nowhere ; hm) jumps to a label that does not exist");
  }

  @ParameterizedTest
  @EnumSource(PacketSocket.Kind.class)
  void theUdpFilterKeepsWholeDatagramsForItsPortOnly(PacketSocket.Kind kind) throws Exception {
    int ip = kind.networkOffset();
    UdpHeaders headers = UdpHeaders.between(Ip4.of("192.0.2.1"), 67, Ip4.of("192.0.2.9"), 68);
    byte[] packet = new byte[ip + UdpHeaders.SIZE_BYTES + 10];
    headers.write(packet, ip, 10);
    try (FilterOnSocketPair filter = new FilterOnSocketPair(BpfProgram.udpTo(68, kind))) {
      assertThat(filter.passes(packet)).isEqualTo(packet.length);
      assertThat(filter.passes(with(packet, ip, 0x65))).as("version 6").isZero();
      assertThat(filter.passes(with(packet, ip + 9, 6))).as("TCP").isZero();
      assertThat(filter.passes(with(packet, ip + 6, 0x20))).as("first fragment").isZero();
      assertThat(filter.passes(with(packet, ip + 7, 1))).as("later fragment").isZero();
      assertThat(filter.passes(with(packet, ip + 23, 67))).as("other port").isZero();
      assertThat(filter.passes(Arrays.copyOf(packet, ip + 22))).as("cut off").isZero();
      assertThat(filter.passes(Arrays.copyOf(packet, ip + 5))).as("cut off early").isZero();
      // With IP options the port stands further on.
      byte[] options = new byte[packet.length + 4];
      System.arraycopy(packet, 0, options, 0, ip + 20);
      System.arraycopy(packet, ip + 20, options, ip + 24, 18);
      options[ip] = 0x46;
      assertThat(filter.passes(options)).as("IP options").isEqualTo(options.length);
      assertThat(filter.passes(with(packet, ip, 0x46))).as("port where options end").isZero();
    }
  }

  private static byte[] with(byte[] packet, int at, int value) {
    byte[] changed = packet.clone();
    changed[at] = (byte) value;
    return changed;
  }
}
