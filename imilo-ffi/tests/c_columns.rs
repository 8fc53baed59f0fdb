//! Columns of NIRs through the C ABI: what the core says of each row, in every layout, and never out of bounds.

use core::ptr;

use imilo::c::nir::{IMILO_ACCEPT_DEFAULT, IMILO_ACCEPT_SEX_3_4};
use imilo::c::nir_columns::{
    IMILO_CODE_CHARACTER, IMILO_CODE_FIRST_DIGIT, IMILO_CODE_KEY, IMILO_CODE_LENGTH, IMILO_CODE_MONTH,
    IMILO_CODE_ORDER, IMILO_CODE_PLACE, IMILO_CODE_VALID, imilo_nir_column_fixed, imilo_nir_column_offsets32,
    imilo_nir_column_offsets64,
};
use imilo_core::error::ErrorCode;

/// Rows of fifteen bytes with their codes, by the table of the specification.
const ROWS: [(&str, u8); 7] = [
    ("284058832102532", IMILO_CODE_VALID),
    ("284058832102530", IMILO_CODE_KEY),
    ("2840588321O2532", IMILO_CODE_CHARACTER),
    ("984058832102532", IMILO_CODE_FIRST_DIGIT + IMILO_CODE_KEY),
    ("284138832102532", IMILO_CODE_MONTH + IMILO_CODE_KEY),
    ("284058800002532", IMILO_CODE_PLACE + IMILO_CODE_KEY),
    ("284058832100032", IMILO_CODE_ORDER + IMILO_CODE_KEY),
];

/// Enough rows to fill blocks of the kernel, and a tail.
fn rows() -> impl Iterator<Item = (&'static str, u8)> {
    ROWS.into_iter().cycle().take(53)
}

fn bits_of(codes: &[u8]) -> Vec<u8> {
    codes
        .chunks(8)
        .map(|eight| eight.iter().rev().fold(0, |bits, code| bits << 1 | u8::from(*code == 0)))
        .collect()
}

#[test]
fn records_of_a_fixed_size() {
    let expected: Vec<u8> = rows().map(|(_, code)| code).collect();
    for (stride, padding) in [(15, ""), (16, "\n")] {
        let data: String = rows().map(|(row, _)| format!("{row}{padding}")).collect();
        let (mut bits, mut codes) = (vec![0xAA; 7], vec![0xAA; 53]);
        let (start, len) = (data.as_ptr(), data.len());
        // SAFETY: the outputs have the sizes of 53 rows; NULL is allowed.
        unsafe {
            let (b, c) = (bits.as_mut_ptr(), codes.as_mut_ptr());
            assert_eq!(imilo_nir_column_fixed(start, len, stride, IMILO_ACCEPT_DEFAULT, b, c), 0);
            assert_eq!((&codes, &bits), (&expected, &bits_of(&expected)));
            let null = ptr::null_mut();
            assert_eq!(imilo_nir_column_fixed(start, len, stride, IMILO_ACCEPT_SEX_3_4, null, null), 0);
            let stride_code = i32::from(ErrorCode::NirColumnStride.number());
            assert_eq!(imilo_nir_column_fixed(start, len - 1, stride, 1, null, null), stride_code);
            for bad in [0, 14, 17, usize::MAX] {
                assert_eq!(imilo_nir_column_fixed(start, len, bad, 1, null, null), 106);
            }
            assert_eq!(imilo_nir_column_fixed(start, len, stride, 1 << 7, null, null), 106);
            assert_eq!(imilo_nir_column_fixed(ptr::null(), len, stride, 1, null, null), 104);
            assert_eq!(imilo_nir_column_fixed(ptr::null(), 0, stride, 1, null, null), 0);
        }
    }
}

#[test]
fn a_column_of_arrow_with_nulls() {
    let (mut data, mut offsets, mut expected) = (String::new(), vec![0_i64], Vec::new());
    // Bits from the third on; each fifth row is not there, each third is too short.
    let mut validity = [0_u8; 8];
    for (index, (row, code)) in rows().enumerate() {
        let (there, short) = (index % 5 != 4, index % 3 == 2);
        data.push_str(if short { "12" } else { row });
        offsets.push(i64::try_from(data.len()).unwrap());
        expected.push(if !there {
            0
        } else if short {
            IMILO_CODE_LENGTH
        } else {
            code
        });
        if let Some(byte) = validity.get_mut((index + 3) / 8) {
            *byte |= u8::from(there) << ((index + 3) % 8);
        }
    }
    let narrow: Vec<i32> = offsets.iter().map(|offset| i32::try_from(*offset).unwrap()).collect();
    let there: Vec<u8> = (0..53).map(|index| u8::from(index % 5 != 4)).collect();
    let valid: Vec<u8> =
        expected.iter().zip(&there).map(|(code, there)| if *there == 1 { *code } else { 1 }).collect();
    let (mut bits, mut codes) = (vec![0xAA; 7], vec![0xAA; 53]);
    let (start, len, known) = (data.as_ptr(), data.len(), validity.as_ptr());
    // SAFETY: every pointer has the size that is told.
    unsafe {
        let (b, c) = (bits.as_mut_ptr(), codes.as_mut_ptr());
        assert_eq!(imilo_nir_column_offsets64(start, len, offsets.as_ptr(), 53, known, 3, 1, b, c), 0);
        assert_eq!((&codes, &bits), (&expected, &bits_of(&valid)));
        codes.fill(0xAA);
        bits.fill(0xAA);
        assert_eq!(imilo_nir_column_offsets32(start, len, narrow.as_ptr(), 53, known, 3, 1, b, c), 0);
        assert_eq!((&codes, &bits), (&expected, &bits_of(&valid)));
        // One byte too few, offsets that fall, no offsets, no row.
        let null = ptr::null_mut();
        let fell = i32::from(ErrorCode::NirColumnOffsets.number());
        assert_eq!(
            imilo_nir_column_offsets32(start, len - 1, narrow.as_ptr(), 53, known, 3, 1, null, c),
            fell
        );
        let falling = [0_i32, 15, 14];
        assert_eq!(
            imilo_nir_column_offsets32(start, len, falling.as_ptr(), 2, ptr::null(), 0, 1, null, c),
            fell
        );
        let negative = [-15_i32, 0];
        assert_eq!(
            imilo_nir_column_offsets32(start, len, negative.as_ptr(), 1, ptr::null(), 0, 1, null, c),
            fell
        );
        assert_eq!(imilo_nir_column_offsets32(start, len, ptr::null(), 1, ptr::null(), 0, 1, null, c), 104);
        assert_eq!(
            imilo_nir_column_offsets32(ptr::null(), 0, ptr::null(), 0, ptr::null(), 0, 1, null, null),
            0
        );
        let huge = usize::MAX;
        assert_eq!(
            imilo_nir_column_offsets32(start, len, narrow.as_ptr(), huge, ptr::null(), 0, 1, null, c),
            106
        );
        assert_eq!(
            imilo_nir_column_offsets64(start, len, offsets.as_ptr(), 53, known, huge, 1, null, c),
            106
        );
    }
}
