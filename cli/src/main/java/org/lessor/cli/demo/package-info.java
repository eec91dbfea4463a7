/// `lessor demo`: one exchange between the real server and the real client on a network made for
/// it, shown as it happens.
package org.lessor.cli.demo;
