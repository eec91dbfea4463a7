/// The DHCP client: a pure state machine and a thin runner.
package org.lessor.client;
