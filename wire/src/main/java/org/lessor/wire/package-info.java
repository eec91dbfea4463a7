/// DHCP messages, options, addresses and client identity: parse, build, print. Depends on nothing.
package org.lessor.wire;
