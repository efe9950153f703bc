//! Thrift's compact protocol, as far as the header of a page has it: <https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md>.

use parquet::errors::{ParquetError, Result};

/// What is no header of a page.
pub(super) fn damaged() -> ParquetError {
    ParquetError::General("the header of a page is damaged".to_owned())
}

/// Kinds of fields in Thrift's compact protocol.
const I32: u8 = 5;
const STRUCT: u8 = 12;

/// Bytes of Thrift that are not read yet.
pub(super) struct Scan<'a> {
    pub(super) rest: &'a [u8],
}

impl Scan<'_> {
    fn byte(&mut self) -> Result<u8> {
        let (byte, rest) = self.rest.split_first().ok_or_else(damaged)?;
        self.rest = rest;
        Ok(*byte)
    }

    /// A whole number of seven bits a byte, the lowest first.
    fn bits(&mut self) -> Result<u64> {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok(value);
            }
        }
        Err(damaged())
    }

    /// A whole number of 32 bits that is not below zero: its sign is its last bit.
    pub(super) fn number(&mut self, kind: u8) -> Result<u64> {
        let bits = self.bits()?;
        if kind == I32 && bits <= u64::from(u32::MAX) && bits % 2 == 0 { Ok(bits / 2) } else { Err(damaged()) }
    }

    /// A field that the reader takes for a whole number, whatever its kind: it has to be one.
    pub(super) fn known(&mut self, kind: u8) -> Result<()> {
        let bits = self.bits()?;
        if kind == I32 && bits <= u64::from(u32::MAX) { Ok(()) } else { Err(damaged()) }
    }

    /// The fields of a structure that a field is.
    pub(super) fn within(&mut self, kind: u8, visit: impl FnMut(&mut Self, u64, u8) -> Result<()>) -> Result<()> {
        if kind == STRUCT { self.fields(visit) } else { Err(damaged()) }
    }

    /// A field that is nothing to us, as those of statistics are. Those have no lists, and nothing is nested in them.
    pub(super) fn skip(&mut self, kind: u8) -> Result<()> {
        let many = match kind {
            1 | 2 => 0, // true and false are kinds
            3 => 1,
            4..=6 => return self.bits().map(drop),
            7 => 8,
            8 => self.bits()?,
            STRUCT => {
                return self.fields(|scan, _, kind| if kind == STRUCT { Err(damaged()) } else { scan.skip(kind) });
            }
            _ => return Err(damaged()),
        };
        let many = usize::try_from(many)?;
        self.rest = self.rest.get(many..).ok_or_else(damaged)?;
        Ok(())
    }

    /// The fields of a structure, each with its number and kind; numbers rise, so that none is there twice.
    pub(super) fn fields(&mut self, mut visit: impl FnMut(&mut Self, u64, u8) -> Result<()>) -> Result<()> {
        let mut field = 0;
        loop {
            let byte = self.byte()?;
            let (step, kind) = (byte >> 4, byte & 0x0f);
            match (step, kind) {
                (_, 0) => return Ok(()),
                (0, _) => return Err(damaged()), // no page has so many fields that a number stands for itself
                _ => field += u64::from(step),
            }
            visit(self, field, kind)?;
        }
    }
}
