#!/bin/sh
# The script that udhcpc, dhclient and dhcpcd call when something happens. It configures the link if told
# to, then prints all that the client handed over as one line: fields end with a tab.
event=${1:-$reason}
address=${ip:-$new_ip_address}
length=${mask:-$new_subnet_mask}
routers=${router:-$new_routers}

configure() {
  ip address replace "$address/$length" broadcast + dev "$interface"
  for gateway in $routers; do
    ip route replace default via "$gateway" dev "$interface"
    break
  done
}

unconfigure() {
  ip -4 address flush dev "$interface"
}

if [ -e "$(dirname "$0")/configure" ]; then
  case $event in
    bound | renew | BOUND | RENEW | REBIND | REBOOT) configure ;;
    deconfig | EXPIRE | FAIL | STOP | RELEASE) unconfigure ;;
  esac
fi
printf 'lessor-lab: event=%s\t%s\n' "$event" "$(env | tr '\n' '\t')"
