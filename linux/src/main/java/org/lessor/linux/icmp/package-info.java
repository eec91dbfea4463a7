/// ICMP echo: asking whether anyone has an address.
package org.lessor.linux.icmp;
