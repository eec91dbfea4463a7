/// `lessor explain`: what the server would do about a message that nobody has sent.
package org.lessor.cli.explain;
