//! Tells private addresses from public ones.

use std::net::{IpAddr, Ipv4Addr};

use url::{Host, Url};

/// The error of a page at a private address.
pub(super) const PRIVATE: &str = "the address is private, and this server fetches only public ones";

/// Returns whether the host of a URL is a private address, or a name for this machine.
pub fn is_private_literal(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(ip)) => is_private(ip.into()),
        Some(Host::Ipv6(ip)) => is_private(ip.into()),
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        None => true,
    }
}

/// Returns whether an address is not one of the public network.
pub(super) fn is_private(ip: IpAddr) -> bool {
    let ip = match ip {
        IpAddr::V4(ip) => ip,
        IpAddr::V6(ip) => {
            let [first, .., high, low] = ip.segments();
            // Addresses that only wrap an IPv4 address: mapped, compatible, NAT64 and 6to4.
            let wrapped = match ip.segments() {
                [0, 0, 0, 0, 0, 0 | 0xffff, ..] | [0x64, 0xff9b, ..] => Some((high, low)),
                [0x2002, high, low, ..] => Some((high, low)),
                _ => None,
            };
            return match wrapped {
                Some((high, low)) => {
                    let bits = (u32::from(high) << 16) | u32::from(low);
                    is_private(Ipv4Addr::from(bits).into())
                }
                // Only 2000::/3 is in use for public addresses.
                None => first & 0xe000 != 0x2000 || ip.segments()[..2] == [0x2001, 0xdb8],
            };
        }
    };
    let [a, b, c, _] = ip.octets();
    ip.is_private()
        || ip.is_loopback()
        || ip.is_link_local()
        || ip.is_documentation()
        || ip.is_multicast()
        || a == 0
        || a >= 240
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 198 && (18..20).contains(&b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_networks_are_recognized() {
        for host in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "2130706433",
            "[::1]",
            "[::]",
            "[::ffff:10.0.0.1]",
            "[fd00::1]",
            "[fe80::1]",
            "[64:ff9b::7f00:1]",
            "[2002:7f00:1::]",
            "localhost",
            "a.localhost",
        ] {
            let url = Url::parse(&format!("http://{host}/")).unwrap();
            assert!(is_private_literal(&url), "{host}");
        }
        for host in ["8.8.8.8", "172.32.0.1", "example.com", "[2606:4700::1111]"] {
            let url = Url::parse(&format!("http://{host}/")).unwrap();
            assert!(!is_private_literal(&url), "{host}");
        }
    }
}
