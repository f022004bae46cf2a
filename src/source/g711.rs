//! The companding laws of telephony, µ-law and A-law.
//!
//! # Source
//! ITU-T G.711 (11/1988), tables 1a to 2b, scaled to 16 bits as ITU-T G.191 does.

/// The value of every µ-law code on a scale where full scale is 32768.
pub(super) static MU_LAW: [i16; 256] = table(true);

/// The value of every A-law code on a scale where full scale is 32768.
pub(super) static A_LAW: [i16; 256] = table(false);

const fn table(mu: bool) -> [i16; 256] {
    let mut values = [0; 256];
    let mut code = 0;
    while code < 256 {
        values[code] = if mu { mu_law(code as i16) } else { a_law(code as i16) };
        code += 1;
    }
    values
}

/// Sign, 3 bits of segment, 4 bits of step, all inverted; the steps have a bias of 33 in 2¹³.
const fn mu_law(code: i16) -> i16 {
    const BIAS: i16 = 33 << 2;
    let plain = !code;
    let (segment, step) = ((plain >> 4) & 7, plain & 15);
    let magnitude = (((step << 3) + BIAS) << segment) - BIAS;
    if code & 0x80 == 0 { -magnitude } else { magnitude }
}

/// Sign, 3 bits of segment, 4 bits of step, every second bit inverted; values lie mid-step.
const fn a_law(code: i16) -> i16 {
    let plain = code ^ 0x55;
    let (segment, step) = ((plain >> 4) & 7, plain & 15);
    let within = (step << 4) + 8;
    let magnitude = if segment == 0 { within } else { (within + 0x100) << (segment - 1) };
    if code & 0x80 == 0 { -magnitude } else { magnitude }
}
