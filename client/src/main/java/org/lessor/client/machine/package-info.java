/// The client side of RFC 2131 as a pure state machine: fed events and the time, it answers with
/// the next state and a list of effects. It opens no socket or file, starts no thread, reads no
/// clock and logs nothing; chance is handed in.
///
/// Start reading at [org.lessor.client.machine.ClientMachine].
///
/// All times are nanoseconds of a clock that starts at boot and also counts the time spent in
/// suspend (Linux: `CLOCK_BOOTTIME`), so they are never negative and plain comparison orders them.
package org.lessor.client.machine;
