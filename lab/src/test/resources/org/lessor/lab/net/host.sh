# The first process of a host: makes the places private that programs write to, then waits.
#
# When its standard input ends (the JVM closed it, or is no more) it ends, and as it is the first
# process of its process-id namespace the kernel then kills all others in it.
#
# By hand (docs/lab.md) it is given a command, which it becomes.
set -e
mount -o remount,bind,ro /sys
mount -t tmpfs -o mode=755 lessor-lab /run
mkdir -p /run/lessor/etc /run/lessor/etc-work /run/lessor/var-lib /run/lessor/var-lib-work /run/lock
mount -t overlay lessor-lab /etc \
  -o lowerdir=/etc,upperdir=/run/lessor/etc,workdir=/run/lessor/etc-work
mount -t overlay lessor-lab /var/lib \
  -o lowerdir=/var/lib,upperdir=/run/lessor/var-lib,workdir=/run/lessor/var-lib-work
rm -f /etc/resolv.conf
: > /etc/resolv.conf
# Router solicitations and the like would only clutter the captures.
for scope in all default; do
  setting=/proc/sys/net/ipv6/conf/$scope/disable_ipv6
  if [ -e "$setting" ]; then echo 1 > "$setting"; fi
done
ip link set lo up
if [ $# -gt 0 ]; then exec "$@"; fi
echo ready
read -r end || true
