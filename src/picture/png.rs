//! PNG files, written whole or not at all.

use crate::error::{Error, Result, Status};
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// Writes 8-bit pixels, row by row from the top, with 1 (grey), 3 (RGB) or 4 (RGBA) channels.
/// The file appears under its name only once it is complete and on disk. **Local**.
pub fn write_png(path: &Path, width: u32, height: u32, channels: usize, data: &[u8]) -> Result<()> {
    let color = match channels {
        1 => png::ColorType::Grayscale,
        3 => png::ColorType::Rgb,
        4 => png::ColorType::Rgba,
        _ => refuse!(Argument, "channels", "expected 1 (grey), 3 (RGB) or 4 (RGBA), got {channels}"),
    };
    if width == 0 || height == 0 || width > i32::MAX as u32 || height > i32::MAX as u32 {
        refuse!(Argument, "width", "expected a picture of 1 to 2^31 - 1 pixels each way, got {width} x {height}");
    }
    let expected = width as u128 * height as u128 * channels as u128;
    if data.len() as u128 != expected {
        refuse!(Argument, "data", "expected {expected} bytes for {width} x {height} x {channels}, got {}", data.len());
    }
    let Some(name) = path.file_name() else {
        refuse!(Argument, "path", "expected the name of a file, got '{}'", path.display());
    };
    let mut hidden = std::ffi::OsString::from(".");
    hidden.push(name);
    hidden.push(format!(".{}", std::process::id()));
    let temporary = path.with_file_name(hidden);
    let written = encode(&temporary, width, height, color, data)
        .and_then(|()| fs::rename(&temporary, path).map_err(|error| failed(path, error)))
        .and_then(|()| sync_folder(path));
    if written.is_err() {
        // Nothing more can be done about it; the first error is the one to report.
        let _ = fs::remove_file(&temporary);
    }
    written
}

fn encode(path: &Path, width: u32, height: u32, color: png::ColorType, data: &[u8]) -> Result<()> {
    let file = File::create(path).map_err(|error| failed(path, error))?;
    let mut buffered = BufWriter::new(&file);
    let mut encoder = png::Encoder::new(&mut buffered, width, height);
    encoder.set_color(color);
    encoder.set_depth(png::BitDepth::Eight);
    let written = encoder.write_header().and_then(|mut writer| {
        writer.write_image_data(data)?;
        writer.finish()
    });
    written.map_err(|error| failed(path, error))?;
    buffered.flush().map_err(|error| failed(path, error))?;
    drop(buffered);
    file.sync_all().map_err(|error| failed(path, error))
}

/// Makes the rename itself durable.
fn sync_folder(path: &Path) -> Result<()> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).map_or(PathBuf::from("."), Path::to_path_buf);
    File::open(&folder).and_then(|folder| folder.sync_all()).map_err(|error| failed(&folder, error))
}

fn failed(path: &Path, error: impl std::fmt::Display) -> Error {
    Error::argument(Status::Io, "path", format!("cannot write '{}': {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_read_back() {
        let folder = std::env::temp_dir().join(format!("distarray-png-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let path = folder.join("picture.png");
        for channels in [1, 3, 4] {
            let data: Vec<u8> = (0..5 * 7 * channels).map(|k| (k * 31 % 251) as u8).collect();
            write_png(&path, 5, 7, channels, &data).unwrap();
            let decoder = png::Decoder::new(std::io::BufReader::new(File::open(&path).unwrap()));
            let mut reader = decoder.read_info().unwrap();
            let mut read = vec![0; reader.output_buffer_size().unwrap()];
            let info = reader.next_frame(&mut read).unwrap();
            assert_eq!((info.width, info.height), (5, 7));
            assert_eq!(read, data);
        }
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
        for (width, height, channels, bytes) in [(2, 2, 2, 8), (0, 2, 1, 0), (2, 2, 1, 3), (u32::MAX, 1, 1, 1)] {
            let error = write_png(&path, width, height, channels, &vec![0; bytes]).unwrap_err();
            assert_eq!(error.status, Status::Argument);
        }
        assert_eq!(write_png(&folder.join("no/x.png"), 1, 1, 1, &[0]).unwrap_err().status, Status::Io);
        fs::remove_dir_all(&folder).unwrap();
    }
}
