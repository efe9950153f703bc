//! The same bill in other wrappings: Parquet in row groups with columns of several types, gzip in one and several parts.

use super::generate::{self, Numbers};
use flate2::Compression;
use flate2::write::GzEncoder;
use parquet::basic::Compression as Packing;
use parquet::data_type::{
    ByteArray, ByteArrayType, DataType, DoubleType, FixedLenByteArray, FixedLenByteArrayType, Int64Type,
};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;
use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;

/// Costs as doubles, billed costs as decimals in bytes, moments of both kinds, an optional name, a map that no bill needs.
const SCHEMA: &str = "message bill {
    required double EffectiveCost;
    required fixed_len_byte_array(16) BilledCost (DECIMAL(38, 10));
    required binary BillingCurrency (UTF8);
    required binary ChargeCategory (UTF8);
    required int64 ChargePeriodStart (TIMESTAMP_MILLIS);
    required int64 ChargePeriodEnd (TIMESTAMP(MICROS, true));
    required binary BillingPeriodStart (UTF8);
    required binary ProviderName (UTF8);
    required binary ServiceCategory (UTF8);
    optional binary ServiceName (UTF8);
    optional group Tags (MAP) { repeated group key_value { required binary key (UTF8); optional binary value (UTF8); } }
}";

fn column<T: DataType>(group: &mut SerializedRowGroupWriter<File>, values: &[T::T], levels: Option<&[i16]>) {
    let mut writer = group.next_column().unwrap().expect("the schema has so many columns");
    writer.typed::<T>().write_batch(values, levels, None).unwrap();
    writer.close().unwrap();
}

fn texts(of: impl Iterator<Item = String>) -> Vec<ByteArray> {
    of.map(|text| ByteArray::from(text.into_bytes())).collect()
}

/// Writes rows of [`generate::row`] as Parquet; answers the sums of both costs.
pub fn parquet(path: &Path, rows: u64, a_month: u64, packing: Packing, a_group: u64) -> (i128, i128) {
    let schema = Arc::new(parse_message_type(SCHEMA).unwrap());
    let properties = Arc::new(WriterProperties::builder().set_compression(packing).build());
    let mut writer = SerializedFileWriter::new(File::create(path).unwrap(), schema, properties).unwrap();
    let (mut numbers, mut sums, mut next) = (Numbers(1), (0, 0), 0);
    while next < rows {
        let many = a_group.min(rows - next);
        let of: Vec<generate::Row> =
            (next..next + many).map(|number| generate::row(&mut numbers, number, a_month)).collect();
        next += many;
        of.iter().for_each(|row| sums = (sums.0 + row.costs.0, sums.1 + row.costs.1));
        let mut group = writer.next_row_group().unwrap();
        let double = |row: &generate::Row| generate::money(row.costs.0).parse::<f64>().unwrap();
        let second = |text: String| text.parse::<jiff::Timestamp>().unwrap().as_second();
        let bytes = |row: &generate::Row| FixedLenByteArray::from(row.costs.1.to_be_bytes().to_vec());
        let month = |row: &generate::Row| format!("2026-{:02}-01", row.at.0);
        // Every seventh service is not said.
        let levels: Vec<i16> = (0..of.len()).map(|at| i16::from(at % 7 != 0)).collect();
        let services =
            of.iter().zip(&levels).filter(|(_, level)| **level == 1).map(|(row, _)| row.service.3.to_owned());
        column::<DoubleType>(&mut group, &of.iter().map(double).collect::<Vec<_>>(), None);
        column::<FixedLenByteArrayType>(&mut group, &of.iter().map(bytes).collect::<Vec<_>>(), None);
        column::<ByteArrayType>(&mut group, &texts(of.iter().map(|_| "USD".to_owned())), None);
        column::<ByteArrayType>(&mut group, &texts(of.iter().map(|row| row.charge.to_owned())), None);
        column::<Int64Type>(&mut group, &of.iter().map(|row| second(row.period().0) * 1000).collect::<Vec<_>>(), None);
        column::<Int64Type>(
            &mut group,
            &of.iter().map(|row| second(row.period().1) * 1_000_000).collect::<Vec<_>>(),
            None,
        );
        column::<ByteArrayType>(&mut group, &texts(of.iter().map(month)), None);
        column::<ByteArrayType>(&mut group, &texts(of.iter().map(|row| row.service.0.to_owned())), None);
        column::<ByteArrayType>(&mut group, &texts(of.iter().map(|row| row.service.1.to_owned())), None);
        column::<ByteArrayType>(&mut group, &texts(services), Some(&levels));
        let none = vec![0i16; of.len()];
        for _ in 0..2 {
            let mut writer = group.next_column().unwrap().expect("a map has two columns");
            writer.typed::<ByteArrayType>().write_batch(&[], Some(&none), Some(&none)).unwrap();
            writer.close().unwrap();
        }
        group.close().unwrap();
    }
    writer.close().unwrap();
    sums
}

/// Bytes in gzip.
pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}
