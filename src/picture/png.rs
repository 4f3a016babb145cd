//! PNG pictures.

use crate::error::{Error, Result, Status};

/// The bytes of a PNG file of 8-bit pixels, row by row from the top, with 1 (grey), 3 (RGB) or 4 (RGBA) channels.
/// **Local**.
pub fn png(width: u32, height: u32, channels: usize, data: &[u8]) -> Result<Vec<u8>> {
    let color = match channels {
        1 => ::png::ColorType::Grayscale,
        3 => ::png::ColorType::Rgb,
        4 => ::png::ColorType::Rgba,
        _ => refuse!(Argument, "channels", "expected 1 (grey), 3 (RGB) or 4 (RGBA), got {channels}"),
    };
    if width == 0 || height == 0 || width > i32::MAX as u32 || height > i32::MAX as u32 {
        refuse!(Argument, "width", "expected a picture of 1 to 2^31 - 1 pixels each way, got {width} x {height}");
    }
    let expected = width as u128 * height as u128 * channels as u128;
    if data.len() as u128 != expected {
        refuse!(Argument, "data", "expected {expected} bytes for {width} x {height} x {channels}, got {}", data.len());
    }
    let mut bytes = Vec::new();
    let mut encoder = ::png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(color);
    encoder.set_depth(::png::BitDepth::Eight);
    let written = encoder.write_header().and_then(|mut writer| {
        writer.write_image_data(data)?;
        writer.finish()
    });
    written.map_err(|error| Error::new(Status::Io, format!("the picture cannot be encoded: {error}")))?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_read_back() {
        for channels in [1, 3, 4] {
            let data: Vec<u8> = (0..5 * 7 * channels).map(|k| (k * 31 % 251) as u8).collect();
            let bytes = png(5, 7, channels, &data).unwrap();
            let mut reader = ::png::Decoder::new(std::io::Cursor::new(bytes)).read_info().unwrap();
            let mut read = vec![0; reader.output_buffer_size().unwrap()];
            let info = reader.next_frame(&mut read).unwrap();
            assert_eq!((info.width, info.height), (5, 7));
            assert_eq!(read, data);
        }
        for (width, height, channels, bytes) in [(2, 2, 2, 8), (0, 2, 1, 0), (2, 2, 1, 3), (u32::MAX, 1, 1, 1)] {
            let error = png(width, height, channels, &vec![0; bytes]).unwrap_err();
            assert_eq!(error.status, Status::Argument);
        }
    }
}
