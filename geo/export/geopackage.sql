-- The tables of a GeoPackage 1.2 (OGC 12-128r14) without tiles, and the extensions for metadata and for
-- words about columns. One that is there already stays as it is.
create table if not exists gpkg_spatial_ref_sys (
  srs_name text not null, srs_id integer not null primary key, organization text not null,
  organization_coordsys_id integer not null, definition text not null, description text
);
create table if not exists gpkg_contents (
  table_name text not null primary key, data_type text not null, identifier text unique, description text default '',
  last_change datetime not null default (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  min_x double, min_y double, max_x double, max_y double, srs_id integer,
  constraint fk_gc_r_srs_id foreign key (srs_id) references gpkg_spatial_ref_sys (srs_id)
);
create table if not exists gpkg_geometry_columns (
  table_name text not null, column_name text not null, geometry_type_name text not null, srs_id integer not null,
  z tinyint not null, m tinyint not null,
  constraint pk_geom_cols primary key (table_name, column_name),
  constraint uk_gc_table_name unique (table_name),
  constraint fk_gc_tn foreign key (table_name) references gpkg_contents (table_name),
  constraint fk_gc_srs foreign key (srs_id) references gpkg_spatial_ref_sys (srs_id)
);
create table if not exists gpkg_extensions (
  table_name text, column_name text, extension_name text not null, definition text not null, scope text not null,
  constraint ge_tce unique (table_name, column_name, extension_name)
);
create table if not exists gpkg_metadata (
  id integer primary key autoincrement not null, md_scope text not null default 'dataset',
  md_standard_uri text not null, mime_type text not null default 'text/xml', metadata text not null default ''
);
create table if not exists gpkg_metadata_reference (
  reference_scope text not null, table_name text, column_name text, row_id_value integer,
  timestamp datetime not null default (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  md_file_id integer not null, md_parent_id integer,
  constraint crmr_mfi_fk foreign key (md_file_id) references gpkg_metadata (id),
  constraint crmr_mpi_fk foreign key (md_parent_id) references gpkg_metadata (id)
);
create table if not exists gpkg_data_columns (
  table_name text not null, column_name text not null, name text, title text, description text, mime_type text,
  constraint_name text,
  constraint pk_gdc primary key (table_name, column_name),
  constraint fk_gdc_tn foreign key (table_name) references gpkg_contents (table_name),
  constraint gdc_tn unique (table_name, name)
);
create table if not exists layer_styles (
  id integer primary key autoincrement not null, f_table_catalog text(256), f_table_schema text(256),
  f_table_name text(256), f_geometry_column text(256), styleName text(30), styleQML text, styleSLD text,
  useAsDefault boolean, description text, owner text(30), ui text(30), update_time datetime default current_timestamp
);
create table if not exists gpkg_data_column_constraints (
  constraint_name text not null, constraint_type text not null, value text, min numeric, min_is_inclusive boolean,
  max numeric, max_is_inclusive boolean, description text,
  constraint gdcc_ntv unique (constraint_name, constraint_type, value)
);
create temp table systems_of_ours as
select 'Undefined cartesian SRS' as srs_name, -1 as srs_id, 'NONE' as organization, -1 as organization_coordsys_id,
  'undefined' as definition, 'undefined cartesian coordinate reference system' as description
union all select 'Undefined geographic SRS', 0, 'NONE', 0, 'undefined',
  'undefined geographic coordinate reference system'
union all select 'WGS 84 geodetic', 4326, 'EPSG', 4326,
  'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4326"]]',
  'longitude/latitude coordinates in decimal degrees on the WGS 84 spheroid'
union all select 'China Geodetic Coordinate System 2000', 4490, 'EPSG', 4490,
  'GEOGCS["China Geodetic Coordinate System 2000",DATUM["China_2000",SPHEROID["CGCS2000",6378137,298.257222101,AUTHORITY["EPSG","1024"]],AUTHORITY["EPSG","1043"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4490"]]',
  'longitude/latitude coordinates in decimal degrees on the CGCS2000 spheroid';
