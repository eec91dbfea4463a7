package org.lessor.linux.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

class CFunctionTest {
  private static final CFunction GETPID = CFunction.of("getpid");
  private static final CFunction MEMSET = CFunction.of("memset");
  private static final CFunction CLOSE = CFunction.of("close");
  private static final int EBADF = 9;

  @Test
  void places_beyond_the_parameters_of_a_function_mean_nothing_to_it() {
    CallState state = CallState.ofThread();
    assertThat(GETPID.call(state, -1, -2, -3, -4, -5, -6))
        .isEqualTo((int) ProcessHandle.current().pid());
  }

  @Test
  void numbers_and_pointers_arrive_in_their_order() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocate(4);
      // It returns the pointer, of which the lower half may be any number.
      MEMSET.call(CallState.ofThread(), CFunction.pointer(memory), 'x', 3);
      assertThat(memory.getString(0)).isEqualTo("xxx");
    }
  }

  @Test
  void a_negative_number_is_one_of_32_bits_too_and_a_failure_comes_with_its_errno() {
    assertThat(CLOSE.call(CallState.ofThread(), -1)).isEqualTo(-EBADF);
  }

  @Test
  void there_is_no_pointer_to_the_java_heap() {
    assertThatThrownBy(() -> CFunction.pointer(MemorySegment.ofArray(new byte[8])))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("heap");
  }

  @Test
  void a_function_that_is_not_there_is_named() {
    assertThatThrownBy(() -> CFunction.of("no_such_function"))
        .isInstanceOf(UnsatisfiedLinkError.class)
        .hasMessageContaining("no_such_function");
  }
}
