package org.lessor.linux.packet;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.lessor.linux.Descriptor;
import org.lessor.linux.ErrnoException;
import org.lessor.linux.internal.SockFilter;
import org.lessor.linux.internal.SockFprog;
import org.lessor.linux.internal.SocketOption;

/// A packet filter in classic BPF: the kernel runs it on each packet, before the packet is queued
/// at a socket, and drops those for which it returns 0.
///
/// Written as text, one instruction a line; [#assemble] says how. Immutable.
///
/// @param instructions 1 to 4096, the last of each way a return
public record BpfProgram(List<Instruction> instructions) {
  /// The most instructions that the kernel takes (`BPF_MAXINSNS`).
  public static final int MAX_INSTRUCTIONS = 4096;

  /// One instruction, as in `struct sock_filter`.
  ///
  /// @param code what to do
  /// @param jt instructions to pass over where a condition holds, 0 to 255
  /// @param jf instructions to pass over where it does not, 0 to 255
  /// @param k the operand
  public record Instruction(int code, int jt, int jf, int k) {}

  /// Checks the size.
  public BpfProgram {
    instructions = List.copyOf(instructions);
    if (instructions.isEmpty() || instructions.size() > MAX_INSTRUCTIONS) {
      throw new IllegalArgumentException(
          "a filter has 1 to 4096 instructions, not " + instructions.size());
    }
  }

  /// The program written in `text`, in the notation of the kernel's bpf_asm
  /// (Documentation/networking/filter.rst): one instruction a line, jumps by label, comments from
  /// `;` on.
  ///
  /// ```
  ///         ldb  [9]                ; protocol
  ///         jne  #17, drop          ; UDP
  ///         ldxb 4*([0]&0xf)        ; x = size of the IP header
  ///         ldh  [x + 2]            ; destination port
  ///         jeq  #68, keep, drop
  ///   keep: ret  #0xffff
  ///   drop: ret  #0
  /// ```
  ///
  /// Instructions: `ld ldh ldb ldx ldxb tax txa add sub mul div and or xor lsh rsh jmp jeq jne jgt
  /// jge jlt jle jset ret`. Operands: `#number`, `[k]`, `[x + k]`, `#len`, `x`, `a`, `4*([k]&0xf)`.
  /// A conditional jump names where to go when it holds, and may name where to go when it does not;
  /// without that it goes on with the next line.
  ///
  /// @throws IllegalArgumentException where a line cannot be understood; the message quotes it
  public static BpfProgram assemble(String text) {
    return new BpfProgram(Bpf.assemble(text));
  }

  /// Keeps UDP datagrams for `port` that are whole (no fragments): on a socket of this kind, bound
  /// to the EtherType of IPv4.
  public static BpfProgram udpTo(int port, PacketSocket.Kind kind) {
    int ip = kind.networkOffset();
    return assemble(
        """
              ldb  [IP]              ; version
              and  #0xf0
              jne  #0x40, drop
              ldb  [IP+9]            ; protocol
              jne  #17, drop
              ldh  [IP+6]            ; "more fragments" and fragment offset
              jset #0x3fff, drop
              ldxb 4*([IP]&0xf)      ; x = size of the IP header
              ldh  [x + IP+2]        ; destination port
              jne  #PORT, drop
              ret  #0xffffffff
        drop: ret  #0
        """
            .replace("IP+9", Integer.toString(ip + 9))
            .replace("IP+6", Integer.toString(ip + 6))
            .replace("IP+2", Integer.toString(ip + 2))
            .replace("IP", Integer.toString(ip))
            .replace("PORT", Integer.toString(port)));
  }

  /// Makes the kernel apply this program to what `socket` receives from now on. A datagram that is
  /// queued already stays.
  public void attachTo(Descriptor socket) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment code = arena.allocate((long) instructions.size() * SockFilter.SIZE, 8);
      long at = 0;
      for (Instruction instruction : instructions) {
        code.set(JAVA_SHORT, at + SockFilter.CODE, (short) instruction.code());
        code.set(JAVA_BYTE, at + SockFilter.JT, (byte) instruction.jt());
        code.set(JAVA_BYTE, at + SockFilter.JF, (byte) instruction.jf());
        code.set(JAVA_INT, at + SockFilter.K, instruction.k());
        at += SockFilter.SIZE;
      }
      MemorySegment program = arena.allocate(SockFprog.SIZE, 8);
      program.set(JAVA_SHORT, SockFprog.LEN, (short) instructions.size());
      program.set(ADDRESS, SockFprog.FILTER, code);
      ErrnoException.check(
          SocketOption.SO_ATTACH_FILTER.set(socket.number(), program), "attach a packet filter");
    }
  }
}
