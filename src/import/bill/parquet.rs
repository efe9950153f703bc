//! Rows of Parquet: of each row group the columns that are read, a few thousand values at a time.

mod header;
mod pages;
mod thrift;

use super::accumulate::{Accumulator, LONGEST_NAME};
use super::columns::{Cells, PARTS, Part};
use super::guarded::guarded;
use super::wrong::ReadError;
use crate::amount::Decimal;
use jiff::Timestamp;
use pages::Pages;
use parquet::basic::{Compression, ConvertedType, LogicalType, TimeUnit};
use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::DataType;
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::RowGroupMetaData;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::schema::types::ColumnDescriptor;
use std::fs::File;
use std::io::Write;

/// Values of a column that are held at once.
const BATCH: usize = 8192;

/// Reads the rows of a file into the totals. Rows are counted from 1: there is no header among them.
pub(super) fn read(
    file: File,
    accumulator: &mut Accumulator,
    watch: &mut dyn FnMut(u64) -> bool,
) -> std::result::Result<(), ReadError> {
    let mut row = 0;
    match rows(file, accumulator, &mut row, watch) {
        Ok(true) => Ok(()),
        Ok(false) => Err(ReadError::Stopped),
        Err(error) => {
            let asks = if matches!(error, ParquetError::NYI(_)) { "" } else { "; is the file whole?" };
            accumulator.wrong.of_row(row + 1, format!("can't be read on: {}{asks}", words(&error)));
            Ok(())
        }
    }
}

fn words(error: &ParquetError) -> String {
    match error {
        ParquetError::General(words) | ParquetError::NYI(words) | ParquetError::EOF(words) => words.clone(),
        other => other.to_string(),
    }
}

/// False if stopped.
fn rows(file: File, into: &mut Accumulator, row: &mut u64, watch: &mut dyn FnMut(u64) -> bool) -> Result<bool> {
    let reader = guarded(|| SerializedFileReader::new(Pages(file)))?;
    let schema = reader.metadata().file_metadata().schema_descr();
    // Lists and structures have several columns, of which none is one of a bill.
    let plain = |of: &ColumnDescriptor| of.path().parts().len() == 1 && of.max_rep_level() == 0;
    let names = schema.columns().iter().map(|of| if plain(of) { of.name().to_owned() } else { String::new() });
    let Some(columns) = into.header(&names.collect::<Vec<String>>()) else { return Ok(true) };
    let read: Vec<(usize, Part)> =
        columns.parts.iter().enumerate().filter_map(|(at, part)| Some((at, (*part)?))).collect();
    for group in 0..reader.num_row_groups() {
        let group = guarded(|| reader.get_row_group(group))?;
        if let Some(words) = packed(group.metadata(), &read) {
            into.wrong.of_file(words);
            return Ok(true);
        }
        let column = |&(at, part): &(usize, Part)| {
            Ok(Column { part, of: schema.column(at), reader: group.get_column_reader(at)?, cells: Texts::default() })
        };
        let mut columns = guarded(|| read.iter().map(column).collect::<Result<Vec<Column>>>())?;
        let mut left = usize::try_from(group.metadata().num_rows()).unwrap_or(0);
        while left > 0 {
            let many = left.min(BATCH);
            guarded(|| columns.iter_mut().try_for_each(|column| column.fill(many)))?;
            for at in 0..many {
                *row += 1;
                into.row(*row, &cells(&columns, at));
            }
            if into.full {
                return Ok(true);
            }
            if !watch(into.rows()) {
                return Ok(false);
            }
            left -= many;
        }
    }
    Ok(true)
}

/// What of a row group can't be unpacked, in words.
fn packed(group: &RowGroupMetaData, read: &[(usize, Part)]) -> Option<String> {
    let known =
        |way: &Compression| matches!(way, Compression::UNCOMPRESSED | Compression::SNAPPY | Compression::GZIP(_));
    let way = read.iter().map(|(at, _)| group.column(*at).compression()).find(|way| !known(way))?;
    let name = way.to_string();
    let name = name.split('(').next().unwrap_or_default();
    Some(format!("its columns are packed with {name}; expected snappy, gzip or no packing"))
}

fn cells(columns: &[Column], at: usize) -> Cells<'_> {
    let mut cells: Cells = [&[]; PARTS];
    for column in columns {
        cells[column.part as usize] = column.cells.at(at);
    }
    cells
}

/// A column of a row group.
struct Column {
    part: Part,
    of: std::sync::Arc<ColumnDescriptor>,
    reader: ColumnReader,
    cells: Texts,
}

/// Texts in one piece.
#[derive(Default)]
struct Texts {
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl Texts {
    fn at(&self, at: usize) -> &[u8] {
        let from = if at == 0 { 0 } else { self.ends[at - 1] };
        &self.bytes[from..self.ends[at]]
    }
}

impl Column {
    /// Reads the next values as texts, which are then read as those of CSV are: a double in the fewest digits that mean it.
    fn fill(&mut self, many: usize) -> Result<()> {
        let (of, cells) = (&self.of, &mut self.cells);
        cells.bytes.clear();
        cells.ends.clear();
        match &mut self.reader {
            ColumnReader::BoolColumnReader(reader) => batch(of, reader, many, cells, text),
            ColumnReader::Int32ColumnReader(reader) => batch(of, reader, many, cells, |bytes, value| {
                whole(of, bytes, i64::from(*value));
            }),
            ColumnReader::Int64ColumnReader(reader) => {
                batch(of, reader, many, cells, |bytes, value| whole(of, bytes, *value))
            }
            ColumnReader::Int96ColumnReader(reader) => batch(of, reader, many, cells, |bytes, value| {
                moment(bytes, Timestamp::from_second(value.to_seconds()).ok());
            }),
            ColumnReader::FloatColumnReader(reader) => batch(of, reader, many, cells, text),
            ColumnReader::DoubleColumnReader(reader) => batch(of, reader, many, cells, text),
            ColumnReader::ByteArrayColumnReader(reader) => {
                batch(of, reader, many, cells, |bytes, value| binary(of, bytes, value.data()))
            }
            ColumnReader::FixedLenByteArrayColumnReader(reader) => {
                batch(of, reader, many, cells, |bytes, value| binary(of, bytes, value.data()))
            }
        }
    }
}

/// The next values of a column, each put as a text; nothing where there is none.
fn batch<T: DataType>(
    of: &ColumnDescriptor,
    reader: &mut ColumnReaderImpl<T>,
    many: usize,
    cells: &mut Texts,
    mut put: impl FnMut(&mut Vec<u8>, &T::T),
) -> Result<()> {
    let (mut levels, mut values) = (Vec::new(), Vec::new());
    let there = of.max_def_level();
    while cells.ends.len() < many {
        levels.clear();
        values.clear();
        let wanted = many - cells.ends.len();
        let (records, ..) = reader.read_records(wanted, (there > 0).then_some(&mut levels), None, &mut values)?;
        if records == 0 {
            return Err(ParquetError::EOF(format!("column {} ends before the others", of.name())));
        }
        let mut next = values.iter();
        for record in 0..records {
            if there == 0 || levels.get(record) == Some(&there) {
                next.next().into_iter().for_each(|value| put(&mut cells.bytes, value));
            }
            cells.ends.push(cells.bytes.len());
        }
    }
    Ok(())
}

fn text(bytes: &mut Vec<u8>, value: &impl std::fmt::Display) {
    let _ = write!(bytes, "{value}"); // a vector takes every byte
}

/// A whole number: a moment, a day, a decimal without its point, or itself.
fn whole(of: &ColumnDescriptor, bytes: &mut Vec<u8>, value: i64) {
    match (of.logical_type_ref(), of.converted_type()) {
        (Some(LogicalType::Timestamp(time)), _) => match time.unit {
            TimeUnit::MILLIS => moment(bytes, Timestamp::from_millisecond(value).ok()),
            TimeUnit::MICROS => moment(bytes, Timestamp::from_microsecond(value).ok()),
            TimeUnit::NANOS => moment(bytes, Timestamp::from_nanosecond(value.into()).ok()),
        },
        (_, ConvertedType::TIMESTAMP_MILLIS) => moment(bytes, Timestamp::from_millisecond(value).ok()),
        (_, ConvertedType::TIMESTAMP_MICROS) => moment(bytes, Timestamp::from_microsecond(value).ok()),
        (_, ConvertedType::DATE) => {
            let moment = value.checked_mul(24 * 60 * 60).and_then(|seconds| Timestamp::from_second(seconds).ok());
            if let Some(moment) = moment {
                text(bytes, &moment.strftime("%Y-%m-%d"));
            }
        }
        (_, ConvertedType::DECIMAL) => decimal(of, bytes, value.into()),
        _ => text(bytes, &value),
    }
}

fn moment(bytes: &mut Vec<u8>, moment: Option<Timestamp>) {
    // One that no calendar has is left empty, and told as such.
    if let Some(moment) = moment {
        text(bytes, &moment);
    }
}

fn decimal(of: &ColumnDescriptor, bytes: &mut Vec<u8>, mantissa: i128) {
    let places = u32::try_from(of.type_scale()).unwrap_or(0);
    match Decimal::try_from_i128_with_scale(mantissa, places) {
        Ok(decimal) => text(bytes, &decimal),
        // More digits than a decimal has: as they are, with the power of ten that they are of.
        Err(_) => text(bytes, &format_args!("{mantissa}E-{places}")),
    }
}

/// Bytes: a decimal, highest byte first, or a text.
fn binary(of: &ColumnDescriptor, bytes: &mut Vec<u8>, value: &[u8]) {
    if of.converted_type() != ConvertedType::DECIMAL {
        // One more than a name may have tells that it is too long; thousands of values may be one of many megabytes.
        return bytes.extend_from_slice(value.get(..=LONGEST_NAME).unwrap_or(value));
    }
    let negative = value.first().is_some_and(|byte| *byte >= 0x80);
    let skipped = value.len().saturating_sub(16);
    let sign = if negative { -1i128 } else { 0 };
    let mantissa = value[skipped..].iter().fold(sign, |whole, byte| (whole << 8) | i128::from(*byte));
    decimal(of, bytes, mantissa);
}
