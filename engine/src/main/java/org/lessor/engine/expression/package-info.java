/// Kea's classification language: expressions over a received packet.
package org.lessor.engine.expression;
