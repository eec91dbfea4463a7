/// One port for packets in and out: Linux, plain NIO, simulated.
package org.lessor.transport;
