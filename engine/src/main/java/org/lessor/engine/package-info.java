/// The server's decisions: subnets, pools, reservations, leases, and the pure `decide`.
package org.lessor.engine;
