/// What people who come from ISC's dhclient have: dhclient.conf(5) and dhclient.leases(5).
package org.lessor.client.dhclient;
